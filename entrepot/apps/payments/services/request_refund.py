"""Pay a buyer back, in whole or in part."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment, Refund
from entrepot.apps.payments.services._locks import lock_order
from entrepot.apps.payments.services._parts import ACCOUNT_OF, parts_left
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
    captured = list(Payment.objects.filter(order=order, status="captured").select_related("order"))
    if not captured:
        raise Refused(_("Nothing has been paid for this order yet."), code="nothing_captured")
    for payment in captured:
        left = parts_left(payment)
        if all(money <= left[part] for part, money in asked.items()):
            return write_intent(payment, parts=asked, reason=reason, reference=reference, by=by)
    raise _too_much(parts_left(captured[0]))


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


def _too_much(left: Mapping[str, Money]) -> Refused:
    listed = ", ".join(f"{part} {money.rounded()}" for part, money in left.items() if money)
    return Refused(
        _("That is more than is left of what was paid. Left: %(left)s.") % {"left": listed or "0"},
        code="refund_exceeds_captured",
    )
