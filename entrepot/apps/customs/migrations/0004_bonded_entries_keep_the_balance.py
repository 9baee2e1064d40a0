"""An entry moves the balance of its item, is never edited, and nothing else moves a balance."""

from django.db import migrations

GUARD = """
create function customs_bonded_entry_moves_balance() returns trigger language plpgsql as $$
begin
  update customs_bondeditem set balance = balance + new.quantity where id = new.item_id;
  return new;
end $$;
create trigger bonded_entry_moves_balance after insert on customs_bondedentry
for each row execute function customs_bonded_entry_moves_balance();

create function customs_bonded_entries_are_append_only() returns trigger language plpgsql as $$
begin raise exception 'bonded entries are append only; record an adjustment with its reason instead'
  using errcode = 'restrict_violation'; end $$;
create trigger bonded_entry_append_only before update or delete on customs_bondedentry
for each row execute function customs_bonded_entries_are_append_only();

create function customs_bonded_balance_is_kept_by_entries() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 then
    raise exception 'a bonded balance changes by entries alone' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger bonded_balance_kept before update of balance on customs_bondeditem
for each row when (old.balance <> new.balance) execute function customs_bonded_balance_is_kept_by_entries();
"""
UNDO = """
drop trigger bonded_balance_kept on customs_bondeditem;
drop function customs_bonded_balance_is_kept_by_entries();
drop trigger bonded_entry_append_only on customs_bondedentry;
drop function customs_bonded_entries_are_append_only();
drop trigger bonded_entry_moves_balance on customs_bondedentry;
drop function customs_bonded_entry_moves_balance();
"""


class Migration(migrations.Migration):
    dependencies = [("customs", "0003_bonded_books_and_inbound_declarations")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
