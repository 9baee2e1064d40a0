"""The deposit is in: ask the buyer abroad to buy the goods."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from entrepot.apps.lanes.queries import mode
from entrepot.apps.orders.models import Consignment
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.purchasing.models import PurchaseLine, PurchaseTask
from entrepot.apps.purchasing.services._costing import Costed, costs_or_case
from entrepot.apps.purchasing.services._locks import is_to_be_sent
from entrepot.apps.suppliers.models import Supplier
from entrepot.domain.deposits import DAYS_TO_BUY, terms_of
from entrepot.domain.money import total


@transaction.atomic
def send_purchase_task(*, consignment: Consignment) -> PurchaseTask | None:
    """The task to buy all lines of ``consignment`` at the listed costs; the known one when there is one.

    A variant that the buyer no longer offers opens the case ``supplier_offer_missing`` (``None``); nor is
    anything asked for once the consignment is cancelled.
    """
    if not is_to_be_sent(consignment):
        return None
    known = PurchaseTask.objects.filter(consignment=consignment).first()
    if known is not None:
        return known
    order = consignment.order
    supplier = Supplier.objects.get(code=consignment.supplier)
    costed = costs_or_case(consignment, supplier)
    if not costed:
        return None
    task = _write(consignment, supplier, costed)
    facts = {"number": task.number, "supplier": supplier.code, "accept_by": task.accept_by.isoformat()}
    record_fact(
        order=order, kind="purchase_sent", by="system", facts=facts, supplier=supplier.code,
        key=f"purchase:{task.number}",
    )  # fmt: skip
    return task


def _write(consignment: Consignment, supplier: Supplier, costed: list[Costed]) -> PurchaseTask:
    now, currency = timezone.now(), costed[0].unit_cost.currency
    terms = terms_of(mode(consignment.mode).config)
    task = PurchaseTask.objects.create(
        number=f"PT-{consignment.order.number.partition('-')[2]}-{consignment.position}",
        supplier=supplier, consignment=consignment, currency=currency, sent_at=now,
        cost_amount=total((line.cost for line in costed), currency).amount,
        accept_by=now + timedelta(hours=supplier.accept_within_hours),
        buy_by=now + timedelta(days=terms.buy_within_days if terms else DAYS_TO_BUY),
    )  # fmt: skip
    PurchaseLine.objects.bulk_create(
        PurchaseLine(
            task=task, order_line=line.line, quantity=line.line.quantity, currency=currency,
            unit_cost_amount=line.unit_cost.amount,
        )
        for line in costed
    )  # fmt: skip
    return task
