"""The goods are bought: the receipt is kept, and the balance is due once all are."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.purchasing.models import ProofOfPurchase, PurchaseTask
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.apps.purchasing.services.ask_for_balance import ask_for_balance
from entrepot.domain.lifecycles import PURCHASE_TASK
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused, invalid
from entrepot.kit.transitions import transition


@dataclass(frozen=True, slots=True)
class Receipt:
    """``photo`` is a picture as ``kit.photos`` wrote it; ``paid`` is for all pieces together."""

    photo: bytes
    paid: Money
    shop: str
    bought_on: date


@transaction.atomic
def report_purchase(*, task: PurchaseTask, receipt: Receipt, by: str) -> PurchaseTask:
    """Keep the proof of purchase and ask the customer for the balance, if nothing else is to be bought.

    Raises ``Refused``: 422 for a receipt of another day or currency, ``dearer_than_agreed`` for more than was
    agreed (ask for consent first: ``raise_purchase_price``); ``IllegalTransition`` unless accepted.
    """
    now = timezone.now()
    _check(task, receipt)
    lock_order(task.consignment)
    bought = transition(task, PURCHASE_TASK, to="bought", by=by, at=now, bought_at=now)
    ProofOfPurchase.objects.create(
        task=bought, photo=receipt.photo, shop=receipt.shop.strip(), bought_on=receipt.bought_on,
        currency=receipt.paid.currency, paid_amount=receipt.paid.amount,
    )  # fmt: skip
    order, supplier = bought.consignment.order, bought.supplier.code
    facts = {
        "number": bought.number, "shop": receipt.shop, "amount": str(receipt.paid.amount),
        "currency": receipt.paid.currency,
    }  # fmt: skip
    record_fact(order=order, kind="purchase_made", by=by, at=now, facts=facts, supplier=supplier,
                key=f"purchase_made:{bought.number}")  # fmt: skip
    ask_for_balance(order=order, by=by)
    return bought


def _check(task: PurchaseTask, receipt: Receipt) -> None:
    if receipt.paid.currency != task.currency:
        raise invalid("paid", _("Give what you paid in %(currency)s.") % {"currency": task.currency})
    if receipt.paid.amount <= 0:
        raise invalid("paid", _("Give what you paid, as it stands on the receipt."))
    if not task.sent_at.date() <= receipt.bought_on <= timezone.now().date():
        raise invalid("bought_on", _("The receipt must be from after the order and not from a day to come."))
    if receipt.paid > task.cost:
        raise Refused(
            _("That is more than the %(cost)s agreed. Report the new price first; the customer decides.")
            % {"cost": task.cost.rounded()},
            code="dearer_than_agreed",
        )
