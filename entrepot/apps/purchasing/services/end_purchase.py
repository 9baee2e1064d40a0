"""The goods will not be bought: the whole deposit for them goes back."""

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.checkout.queries.still_paid import still_paid
from entrepot.apps.orders.models import Consignment
from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.services.call_off import call_off
from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.apps.purchasing.services.ask_for_balance import ask_for_balance
from entrepot.apps.purchasing.services.release_consignment_stock import release_consignment_stock
from entrepot.domain.lifecycles import PURCHASE_TASK
from entrepot.kit.errors import invalid
from entrepot.kit.transitions import transition

# How a task ends -> why its goods or the order are cancelled, a code of ``orders.words``.
WHY: Final = {"not_found": "not_found", "declined": "price_declined", "expired": "not_bought_in_time"}
LONGEST_REASON: Final = 300


@transaction.atomic
def end_purchase(*, task: PurchaseTask, to: str, by: str, reason: str = "") -> PurchaseTask:
    """End ``task`` as not_found (with a ``reason``), declined or expired, and cancel its consignment.

    What else was ordered goes on; when nothing was, the order is cancelled. The deposit for the goods comes
    back in full. Raises ``Refused`` for not_found without a reason,
    ``IllegalTransition`` once the goods are bought.
    """
    reason = reason.strip()
    if to == "not_found" and not 0 < len(reason) <= LONGEST_REASON:
        raise invalid("reason", _("Say in at most 300 characters why you could not buy it."))
    lock_order(task.consignment)
    ended = transition(task, PURCHASE_TASK, to=to, by=by, why=reason, reason=reason)
    order, supplier = ended.consignment.order, ended.supplier.code
    facts = {"number": ended.number, "reason": reason}
    record_fact(order=order, kind=f"purchase_{to}", by=by, facts=facts, supplier=supplier,
                key=f"purchase_{to}:{ended.number}")  # fmt: skip
    _without(ended.consignment, why=WHY[to], by=by)
    return ended


def _without(consignment: Consignment, *, why: str, by: str) -> None:
    order = consignment.order
    if not order.consignments.exclude(pk=consignment.pk).exclude(progress="cancelled").exists():
        cancel_order(order=order, by=by, why=why)
        return
    release_consignment_stock(consignment=consignment)
    call_off(consignment=consignment, parts=still_paid(consignment), reason=why, by=by)
    advance_order(order=order, by=by, progress={consignment.pk: "cancelled"})
    ask_for_balance(order=order, by=by)
