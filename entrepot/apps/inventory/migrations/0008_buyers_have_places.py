"""Places of buyers abroad: like a supplier's they have no lots, so the guard of lots leaves them out."""

from django.db import migrations, models

GUARD = """
create or replace function inventory_level_is_its_lots() returns trigger language plpgsql as $$
declare
  this bigint;
  said integer;
  found_in_lots integer;
begin
  if tg_table_name = 'inventory_lot' then
    if tg_op = 'DELETE' then this := old.level_id; else this := new.level_id; end if;
  else
    this := new.id;
  end if;
  select level.on_hand,
         (select coalesce(sum(lot.quantity), 0) from inventory_lot lot where lot.level_id = level.id)
  into said, found_in_lots
  from inventory_stocklevel level join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
  where level.id = this and warehouse.supplier_id is null;
  if said <> found_in_lots then
    raise exception 'stock level %: % on hand, but its lots add up to %', this, said, found_in_lots
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0007_bonded_zones_and_stores"),
        ("suppliers", "0002_buyers_are_verified"),
    ]

    operations = [
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name="warehouse",
            name="supplier_warehouse_has_supplier",
        ),
        migrations.AlterField(
            model_name="warehouse",
            name="kind",
            field=models.CharField(
                choices=[
                    ("own", "Own"),
                    ("overseas", "Overseas"),
                    ("bonded", "Bonded"),
                    ("store", "Store"),
                    ("supplier", "Supplier"),
                    ("buyer", "Buyer"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="warehouse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["supplier", "buyer"]), ("supplier__isnull", False)),
                    models.Q(
                        models.Q(("kind__in", ["supplier", "buyer"]), _negated=True), ("supplier", None)
                    ),
                    _connector="OR",
                ),
                name="supplier_warehouse_has_supplier",
            ),
        ),
    ]
