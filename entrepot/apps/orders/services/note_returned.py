"""Units that a buyer had have come back."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from entrepot.apps.orders.models import Consignment, OrderLine
from entrepot.domain.money import Money


@transaction.atomic
def note_returned(*, consignment: Consignment, units: Mapping[int, int]) -> dict[str, Money]:
    """Note ``units`` (variant id -> quantity) on the lines of ``consignment``.

    Returns what they had cost by part: goods, and their share of duty and tax paid at checkout, cut so that
    all partial returns together give back each part to the cent. Raises ``ValueError`` for more units than
    were sold.
    """
    currency = consignment.order.currency
    lines = list(OrderLine.objects.select_for_update().filter(consignment=consignment).order_by("position"))
    before = _worth(lines, currency)
    open_ = dict(units)
    for line in lines:
        taken = min(open_.get(line.variant_id, 0), line.quantity - line.returned)
        open_[line.variant_id] = open_.get(line.variant_id, 0) - taken
        line.returned += taken
        line.save(update_fields=["returned"])
    if any(open_.values()):
        raise ValueError(f"more came back than was sold: {open_}")
    after = _worth(lines, currency)
    whole = sum((line.line_total for line in lines), Money.zero(currency))
    charged = consignment.charges.filter(due="checkout", kind__in=["duty", "tax"])
    parts = {"goods": after - before}
    for charge in charged:
        share = _share(charge.money, after, whole) - _share(charge.money, before, whole)
        parts[charge.kind] = parts.get(charge.kind, Money.zero(currency)) + share
    return {part: money for part, money in parts.items() if money}


def _worth(lines: list[OrderLine], currency: str) -> Money:
    """What the returned units of ``lines`` had cost."""
    worth = ((line.line_total * (Decimal(line.returned) / line.quantity)).rounded() for line in lines)
    return sum(worth, Money.zero(currency))


def _share(money: Money, part: Money, whole: Money) -> Money:
    return (money * (part.amount / whole.amount)).rounded() if whole else money * 0
