"""Stock movements are history: nobody edits or deletes them."""

from django.db import migrations

GUARD = """
create function inventory_movements_are_append_only() returns trigger language plpgsql as $$
begin raise exception 'stock movements are append only; record a correcting movement instead'
  using errcode = 'restrict_violation'; end $$;
create trigger movement_append_only before update or delete on inventory_stockmovement
for each row execute function inventory_movements_are_append_only();
"""
UNDO = """
drop trigger movement_append_only on inventory_stockmovement;
drop function inventory_movements_are_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("inventory", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
