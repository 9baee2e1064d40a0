"""The books: entries balance per currency when the transaction commits, and are never changed."""

from django.db import migrations

BALANCE = """
create function payments_entry_balances() returns trigger language plpgsql as $$
declare off record;
begin
  for off in select currency, sum(amount) as difference from payments_posting
             where entry_id = new.entry_id group by currency having sum(amount) <> 0 loop
    raise exception 'journal entry % is out of balance by % %', new.entry_id, off.difference, off.currency
      using errcode = 'check_violation';
  end loop;
  return null;
end $$;
create constraint trigger posting_balances after insert on payments_posting
deferrable initially deferred for each row execute function payments_entry_balances();

create function payments_books_are_append_only() returns trigger language plpgsql as $$
begin raise exception '% is append only; book a correcting entry instead', tg_table_name
  using errcode = 'restrict_violation'; end $$;
create trigger posting_append_only before update or delete on payments_posting
for each row execute function payments_books_are_append_only();
create trigger entry_append_only before update or delete on payments_journalentry
for each row execute function payments_books_are_append_only();
"""
UNDO = """
drop trigger entry_append_only on payments_journalentry;
drop trigger posting_append_only on payments_posting;
drop trigger posting_balances on payments_posting;
drop function payments_books_are_append_only();
drop function payments_entry_balances();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunSQL(BALANCE, UNDO)]
