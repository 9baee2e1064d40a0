"""The supplier says no, with a reason: the stock is free again and the operator decides what follows."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.purchasing.events import DropshipRefused
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.apps.purchasing.services.release_consignment_stock import release_consignment_stock
from entrepot.apps.purchasing.services.report_stock import report_stock
from entrepot.domain.lifecycles import DROPSHIP_ORDER
from entrepot.kit import outbox
from entrepot.kit.errors import invalid
from entrepot.kit.transitions import transition

DECIDE_WITHIN = timedelta(hours=4)
LONGEST_REASON = 300


@transaction.atomic
def refuse_dropship_order(
    *, dropship_order: DropshipOrder, reason: str, by: str, none_left: bool = False
) -> DropshipOrder:
    """Record the refusal, give the consignment's reservation back and open the case ``supplier_refused``.

    With ``none_left`` the supplier also reports 0 units of each article, so that nobody orders them next.

    Raises ``Refused`` without a reason, ``IllegalTransition`` once shipped or answered with no before.
    Event ``DropshipRefused``.
    """
    reason = reason.strip()
    if not reason:
        raise invalid("reason", _("Say why you cannot ship this order, so that the shop can help the buyer."))
    if len(reason) > LONGEST_REASON:
        raise invalid("reason", _("Give the reason in at most 300 characters."))
    lock_order(dropship_order.consignment)
    refused = transition(dropship_order, DROPSHIP_ORDER, to="refused", by=by, why=reason, reason=reason)
    consignment = refused.consignment
    order = consignment.order
    release_consignment_stock(consignment=consignment)
    supplier = refused.supplier.code
    facts = {"number": refused.number, "supplier": supplier, "reason": reason}
    record_fact(order=order, kind="dropship_refused", by=by, facts=facts, for_buyer=False, supplier=supplier,
                key=f"refused:{refused.number}")  # fmt: skip
    settle_cases(
        order=order, kinds=["supplier_late"], references=[refused.number], by=by, resolution="refused"
    )
    open_case(order=order, kind="supplier_refused", reference=refused.number, facts=facts,
              due_at=timezone.now() + DECIDE_WITHIN)  # fmt: skip
    if none_left:
        none = dict.fromkeys(refused.lines.values_list("order_line__variant_id", flat=True), 0)
        report_stock(supplier=refused.supplier, quantities=none, at=timezone.now(), by=by)
    outbox.record(DropshipRefused(refused.pk, order.pk))
    return refused
