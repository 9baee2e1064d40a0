"""A payment of another amount than asked for: how much of what is missing may be forgiven."""

from decimal import Decimal
from typing import Final

from entrepot.domain.money import Money

# What a bank in between keeps is forgiven, a discount is not given this way.
LARGEST_SHARE: Final = Decimal("0.05")
LARGEST: Final = Money.of("10", "EUR")


def may_forgive(missing: Money, due: Money, largest: Money) -> bool:
    """Whether ``missing`` of ``due`` is at most 5 % of it and at most ``largest``, all in one currency."""
    return missing <= largest and missing <= due * LARGEST_SHARE
