"""What an order costs, part by part. A plan, the advice on modes and the simulation all reckon by these.

Storage is ``domain/inventory/storage_fees``, interest ``domain/inventory/ageing``, handling and the worth of
waiting are ``Policy``'s. An amount without a currency is in the one that the caller counts in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from entrepot.domain.money import Money
from entrepot.domain.sourcing.freight import Freight

HALF: Final = Decimal("0.5")
ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a way costs beside what the buyer pays for it: ``handling``, what ``waiting`` for it is worth, and
    what lost, late and missing goods cost on average (``risk``)."""

    handling: Decimal = ZERO
    waiting: Decimal = ZERO
    risk: Decimal = ZERO


def in_currency(found: Freight, currency: str, rates: Mapping[str, Decimal]) -> Money:
    """The price of a carriage in ``currency``, rounded once; ``rates`` are units of it for one of another."""
    asked = found.price
    if asked.currency == currency:
        return asked.rounded()
    return asked.converted(rates[asked.currency], currency).rounded()


def in_batch(bulk: Decimal, size: Decimal | int, onward: Decimal) -> Decimal:
    """Freight of one of ``size`` orders (or pieces) that go together for ``bulk``, and on alone."""
    return bulk / size + onward


def mean_wait(size: Decimal | int, gap_days: Decimal) -> Decimal:
    """Days that one of ``size`` waits on average when one comes every ``gap_days``: an order for the batch
    to be full, or a piece of a stocked batch for its buyer. Alone it waits for nobody."""
    return max(HALF * (size - 1), ZERO) * gap_days


def laid_out(cost: Decimal, price: Decimal, deposit_share: Decimal) -> Decimal:
    """What of goods that ``cost`` so much the deposit, a share of their ``price``, does not pay."""
    return max(cost - price * deposit_share, ZERO)
