"""A refund can never exceed what was captured: the last guard, under the payment's row lock."""

from django.db import migrations

GUARD = """
create function payments_refund_within_capture() returns trigger language plpgsql as $$
declare captured numeric; refunded numeric;
begin
  if new.status = 'failed' then return new; end if;
  select case when status = 'captured' then amount else 0 end into captured
  from payments_payment where id = new.payment_id and currency = new.currency for no key update;
  select coalesce(sum(amount), 0) into refunded
  from payments_refund where payment_id = new.payment_id and id <> new.id and status <> 'failed';
  if new.amount + refunded > coalesce(captured, 0) then
    raise exception 'refunds of payment % would exceed the % captured', new.payment_id, coalesce(captured, 0)
      using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger refund_within_capture before insert or update on payments_refund
for each row execute function payments_refund_within_capture();
"""
UNDO = """
drop trigger refund_within_capture on payments_refund;
drop function payments_refund_within_capture();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_books_balance")]
    operations = [migrations.RunSQL(GUARD, UNDO)]
