"""Ask the supplier of a consignment to ship it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from entrepot.apps.orders.models import Consignment
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.purchasing.events import DropshipOrderSent
from entrepot.apps.purchasing.models import DropshipLine, DropshipOrder
from entrepot.apps.purchasing.queries import living_dropship_order
from entrepot.apps.purchasing.services._costing import Costed, costs_or_case
from entrepot.apps.purchasing.services._locks import is_to_be_sent
from entrepot.apps.suppliers.models import Supplier
from entrepot.domain.money import total
from entrepot.kit import outbox


@transaction.atomic
def send_dropship_order(*, consignment: Consignment, by: str = "system") -> DropshipOrder | None:
    """Send the consignment's lines to its supplier at the costs the supplier now asks for.

    Returns the living dropship order when there is one already. A variant without an offer opens the case
    ``supplier_offer_missing`` and sends nothing (``None``); nor is anything sent once the consignment is
    cancelled. Event ``DropshipOrderSent``.
    """
    if not is_to_be_sent(consignment):
        return None
    order = consignment.order
    known = living_dropship_order(consignment)
    if known is not None:
        return known
    supplier = Supplier.objects.get(code=consignment.supplier)
    costed = costs_or_case(consignment, supplier)
    if not costed:
        return None
    sent = _write(consignment, supplier, costed)
    facts = {"number": sent.number, "supplier": supplier.code, "accept_by": sent.accept_by.isoformat()}
    record_fact(
        order=order, kind="dropship_sent", by=by, facts=facts, supplier=supplier.code,
        key=f"sent:{sent.number}",
    )  # fmt: skip
    outbox.record(DropshipOrderSent(sent.pk, order.pk))
    return sent


def _write(consignment: Consignment, supplier: Supplier, costed: list[Costed]) -> DropshipOrder:
    currency = costed[0].unit_cost.currency
    now = timezone.now()
    sent = DropshipOrder.objects.create(
        number=_number(consignment), supplier=supplier, consignment=consignment, currency=currency,
        cost_amount=total((line.cost for line in costed), currency).amount, sent_at=now,
        accept_by=now + timedelta(hours=supplier.accept_within_hours),
    )  # fmt: skip
    DropshipLine.objects.bulk_create(
        DropshipLine(
            dropship_order=sent, order_line=line.line, quantity=line.line.quantity, currency=currency,
            unit_cost_amount=line.unit_cost.amount,
        )
        for line in costed
    )  # fmt: skip
    return sent


def _number(consignment: Consignment) -> str:
    """``DS-100001-1``: the order's number and the consignment's position; a further try adds ``-2``."""
    base = f"DS-{consignment.order.number.partition('-')[2]}-{consignment.position}"
    earlier = DropshipOrder.objects.filter(consignment=consignment).count()
    return f"{base}-{earlier + 1}" if earlier else base
