"""All stock of ours lies in lots, and the database refuses a commit where they do not add up."""

from django.db import migrations

# What lies there already becomes one lot a level; its history is that lot's history.
OPENING = """
alter table inventory_stockmovement disable trigger movement_append_only;
insert into inventory_lot
  (level_id, number, expires_on, source, received_at, received, quantity, blocked, cost_amount, currency)
select level.id, '', null, 'opening', level.synced_at, level.on_hand, level.on_hand, 0, 0, ''
from inventory_stocklevel level join inventory_warehouse warehouse on warehouse.id = level.warehouse_id
where warehouse.kind <> 'supplier'
  and (level.on_hand > 0
       or exists (select from inventory_stockmovement movement where movement.level_id = level.id));
update inventory_stockmovement movement set lot_id = lot.id
from inventory_lot lot where lot.level_id = movement.level_id;
set constraints all immediate;
alter table inventory_stockmovement enable trigger movement_append_only;
"""
GUARD = """
create function inventory_level_is_its_lots() returns trigger language plpgsql as $$
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
  where level.id = this and warehouse.kind <> 'supplier';
  if said <> found_in_lots then
    raise exception 'stock level %: % on hand, but its lots add up to %', this, said, found_in_lots
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger lots_make_the_level after insert or delete or update of quantity, level_id
  on inventory_lot deferrable initially deferred
  for each row execute function inventory_level_is_its_lots();
create constraint trigger new_level_is_its_lots after insert
  on inventory_stocklevel deferrable initially deferred
  for each row when (new.on_hand <> 0) execute function inventory_level_is_its_lots();
create constraint trigger level_is_its_lots after update of on_hand
  on inventory_stocklevel deferrable initially deferred
  for each row when (old.on_hand is distinct from new.on_hand)
  execute function inventory_level_is_its_lots();
"""
UNDO = """
drop trigger lots_make_the_level on inventory_lot;
drop trigger new_level_is_its_lots on inventory_stocklevel;
drop trigger level_is_its_lots on inventory_stocklevel;
drop function inventory_level_is_its_lots();
"""


class Migration(migrations.Migration):
    dependencies = [("inventory", "0005_lots_and_inbound_shipments")]
    operations = [
        migrations.RunSQL(OPENING, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, UNDO),
    ]
