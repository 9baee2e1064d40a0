"""Pay a buyer back, in whole or in part."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment, Refund
from entrepot.apps.payments.queries import plan_of
from entrepot.apps.payments.queries.parts import ACCOUNT_OF, parts_left
from entrepot.apps.payments.services._locks import lock_order
from entrepot.apps.payments.services._refund_intents import write_intent
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def request_refund(
    *, order: Order, parts: Mapping[str, Money], reason: str, reference: str, by: str
) -> Refund:
    """An intent to return ``parts`` ("goods", "shipping", "duty", "tax", "fee") of what was paid.

    ``reference`` names the matter: asked for again, the refund that stands is given back. The provider is
    asked by a job after the commit. Raises ``Refused``: 422 for a part that is unknown, not positive, in
    another currency or not in whole minor units; ``nothing_captured``; ``refund_exceeds_captured``.
    """
    asked = {part: money for part, money in parts.items() if money}
    _check_shape(order, asked)
    lock_order(order.pk)
    standing = Refund.objects.filter(payment__order=order, reference=reference).exclude(status="failed")
    if reference and (known := standing.first()):
        return known
    paid = Payment.objects.filter(order=order, status="captured").select_related("order__payment_plan")
    left = {payment: parts_left(payment) for payment in paid.order_by("-captured_at")}
    if not left:
        raise Refused(_("Nothing has been paid for this order yet."), code="nothing_captured")
    plan = plan_of(order)
    if plan is not None and plan.status != "settled" and not _earned(left):
        raise Refused(
            _("Only a deposit has been paid. Cancel the order to return it."), code="deposit_not_settled"
        )
    refunds = [
        write_intent(payment, parts=parts, reason=reason, reference=reference, by=by)
        for payment, parts in _sources(asked, left)
    ]
    return refunds[0]


def _earned(left: Mapping[Payment, Mapping[str, Money]]) -> list[tuple[str, Money]]:
    """What is left of parts of the order, which a deposit is not."""
    parts = [(part, money) for each in left.values() for part, money in each.items()]
    return [(part, money) for part, money in parts if money and part in ACCOUNT_OF]


def _sources(
    asked: Mapping[str, Money], left: Mapping[Payment, Mapping[str, Money]]
) -> list[tuple[Payment, dict[str, Money]]]:
    """From which payments the money goes back: from one that has it all, else from as many as it takes."""
    for payment, parts in left.items():
        if all(part in parts and money <= parts[part] for part, money in asked.items()):
            return [(payment, dict(asked))]
    open_, found = dict(asked), []
    for payment, parts in left.items():
        taken = {part: min(money, parts[part]) for part, money in open_.items() if parts.get(part)}
        open_ = {part: money - taken.get(part, money * 0) for part, money in open_.items()}
        if taken := {part: money for part, money in taken.items() if money}:
            found.append((payment, taken))
    if any(open_.values()):
        raise _too_much(left)
    return found


def _check_shape(order: Order, parts: Mapping[str, Money]) -> None:
    if not parts:
        raise invalid("parts", _("Say how much is to be refunded."))
    for part, money in parts.items():
        if part not in ACCOUNT_OF:
            raise invalid(f"parts.{part}", _("“%(part)s” is not a part of an order.") % {"part": part})
        if money.currency != order.currency:
            raise invalid(
                f"parts.{part}", _("This order was paid in %(currency)s.") % {"currency": order.currency}
            )
        if money.amount < 0 or money != money.rounded():
            raise invalid(f"parts.{part}", _("Give a positive amount in whole cents of the currency."))


def _too_much(left: Mapping[Payment, Mapping[str, Money]]) -> Refused:
    listed = ", ".join(f"{part} {money.rounded()}" for part, money in _earned(left))
    return Refused(
        _("That is more than is left of what was paid. Left: %(left)s.") % {"left": listed or "0"},
        code="refund_exceeds_captured",
    )
