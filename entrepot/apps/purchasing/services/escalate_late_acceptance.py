"""Suppliers who have not answered in time become the operator's matter."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from entrepot.apps.orders.models import Case
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.purchasing.models import DropshipOrder

CALL_WITHIN = timedelta(hours=4)


@transaction.atomic
def escalate_late_acceptance(*, now: datetime) -> int:
    """Open the case ``supplier_late`` for each unanswered order past its ``accept_by``.

    Returns how many are new. An order is escalated once: a case the operator has closed stays closed.
    """
    known = Case.objects.filter(kind="supplier_late", reference=OuterRef("number"))
    late = DropshipOrder.objects.filter(~Exists(known), status="sent", accept_by__lt=now).select_related(
        "consignment__order", "supplier"
    )
    for dropship_order in late:
        facts = {
            "number": dropship_order.number,
            "supplier": dropship_order.supplier.code,
            "accept_by": dropship_order.accept_by.isoformat(),
        }
        open_case(order=dropship_order.consignment.order, kind="supplier_late", facts=facts,
                  reference=dropship_order.number, due_at=now + CALL_WITHIN)  # fmt: skip
    return len(late)
