"""The goods will not be bought: the order ends and the whole deposit goes back."""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.domain.lifecycles import PURCHASE_TASK
from entrepot.kit.errors import invalid
from entrepot.kit.transitions import transition

# How a task ends -> why the order is cancelled, a code of ``orders.words``.
WHY: Final = {"not_found": "not_found", "declined": "price_declined", "expired": "not_bought_in_time"}
LONGEST_REASON: Final = 300


@transaction.atomic
def end_purchase(*, task: PurchaseTask, to: str, by: str, reason: str = "") -> PurchaseTask:
    """End ``task`` as not_found (with a ``reason``), declined or expired, and cancel its order.

    Payments returns the deposit in full. Raises ``Refused`` for not_found without a reason,
    ``IllegalTransition`` once the goods are bought.
    """
    reason = reason.strip()
    if to == "not_found" and not 0 < len(reason) <= LONGEST_REASON:
        raise invalid("reason", _("Say in at most 300 characters why you could not buy it."))
    ended = transition(task, PURCHASE_TASK, to=to, by=by, why=reason, reason=reason)
    order, supplier = ended.consignment.order, ended.supplier.code
    facts = {"number": ended.number, "reason": reason}
    record_fact(order=order, kind=f"purchase_{to}", by=by, facts=facts, supplier=supplier,
                key=f"purchase_{to}:{ended.number}")  # fmt: skip
    cancel_order(order=order, by=by, why=WHY[to])
    return ended
