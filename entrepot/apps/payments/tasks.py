"""Jobs of payments."""

from contextlib import suppress

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.payments.queries import forgotten_refunds
from entrepot.apps.payments.services.book_write_downs import book_write_downs
from entrepot.apps.payments.services.expire_balances import expire_balances as expire_unpaid_balances
from entrepot.apps.payments.services.expire_payments import expire_payments as expire
from entrepot.apps.payments.services.reconcile_payments import reconcile_payments as reconcile
from entrepot.apps.payments.services.remind_of_balances import remind_of_balances as remind
from entrepot.apps.payments.services.send_refund import send_refund as send
from entrepot.domain.ports import Temporary

# About two hours of trying; what is left then is taken up by ``resend_refunds``.
PATIENT = RetryStrategy(max_attempts=11, exponential_wait=2, retry_exceptions=[Temporary])


@app.task(name="payments.send_refund", retry=PATIENT)
def send_refund(refund_id: str) -> None:
    send(refund_id=refund_id)


@app.periodic(cron="* * * * *")
@app.task(name="payments.expire_payments", queueing_lock="payments.expire_payments")
def expire_payments(timestamp: int) -> None:
    expire(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="payments.collect_balances", queueing_lock="payments.collect_balances")
def collect_balances(timestamp: int) -> None:
    """Remind those whose balance is due soon; cancel what was not paid."""
    now = timezone.now()
    remind(now=now)
    expire_unpaid_balances(now=now)


@app.periodic(cron="*/5 * * * *")
@app.task(name="payments.reconcile_payments", queueing_lock="payments.reconcile_payments")
def reconcile_payments(timestamp: int) -> None:
    reconcile(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="payments.resend_refunds", queueing_lock="payments.resend_refunds")
def resend_refunds(timestamp: int) -> None:
    for refund_id in forgotten_refunds(now=timezone.now()):
        with suppress(AlreadyEnqueued):
            send_refund.configure(queueing_lock=f"payments.send_refund:{refund_id}").defer(
                refund_id=str(refund_id)
            )


@app.periodic(cron="40 2 * * *")
@app.task(name="payments.follow_stock_allowance", queueing_lock="payments.follow_stock_allowance")
def follow_stock_allowance(timestamp: int) -> None:
    """Units that were written down have left: their part of the allowance leaves the books."""
    written_down = Warehouse.objects.filter(stock_levels__lots__write_downs__isnull=False)
    for warehouse_id in written_down.distinct().values_list("pk", flat=True):
        book_write_downs(warehouse_id=warehouse_id)
