"""What goods cost once they lie in the warehouse: their price and their share of what bringing them cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from entrepot.domain.money import Money


class Basis(StrEnum):
    """What a cost is shared out by."""

    VALUE = "value"
    WEIGHT = "weight"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class InboundGoods:
    """Units of one article as they came in: what they cost together, and the weight and volume of one."""

    quantity: int
    value: Money
    unit_weight_g: int
    unit_volume_mm3: int

    def weight_for(self, basis: Basis) -> Decimal:
        """The share of a cost that these goods bear, relative to the others'."""
        if basis is Basis.VALUE:
            return self.value.amount
        per_unit = self.unit_weight_g if basis is Basis.WEIGHT else self.unit_volume_mm3
        return Decimal(self.quantity * per_unit)


@dataclass(frozen=True, slots=True)
class InboundCost:
    """Freight, duty, import tax or handling of an inbound shipment, in the currency of its goods.

    ``bearer`` is the index of the goods that bear all of it; without one all goods share it by ``basis``.
    """

    amount: Money
    basis: Basis
    bearer: int | None = None


def landed_values(goods: Sequence[InboundGoods], costs: Sequence[InboundCost]) -> list[Money]:
    """The landed value of each of ``goods``, in whole minor units.

    Together they are exactly the goods' value and all costs, each rounded once: every cost is shared out by
    its basis with largest remainders. Raises ``ValueError`` when there are no goods to bear a cost, and
    ``CurrencyMismatch`` for another currency.
    """
    values = [line.value.rounded() for line in goods]
    for cost in costs:
        shares = cost.amount.allocate(_weights(goods, cost))
        values = [value + share for value, share in zip(values, shares, strict=True)]
    return values


def _weights(goods: Sequence[InboundGoods], cost: InboundCost) -> list[Decimal]:
    if cost.bearer is None:
        return [line.weight_for(cost.basis) for line in goods]
    return [Decimal(int(index == cost.bearer)) for index in range(len(goods))]


def value_left(landed: Money, received: int, left: int) -> Money:
    """What ``left`` of ``received`` units are worth when all of them cost ``landed``.

    Units cost whole minor units; the dearer ones leave first, so that what left and what is left always add
    up to ``landed``. Raises ``ValueError`` when more is left than was received.
    """
    if not 0 <= left <= received:
        raise ValueError(f"{left} of {received} units cannot be left")
    if received == 0:
        return Money.zero(landed.currency)
    whole, dearer = divmod(landed.rounded().to_minor(), received)
    return Money.from_minor(whole * left + max(0, dearer - (received - left)), landed.currency)


def value_received(expected_value: Money, expected: int, received: int) -> Money:
    """What ``received`` units are worth when ``expected`` of them were to cost ``expected_value``.

    A part and what is missing add up to the whole; units beyond the expected cost as much as the others.
    Raises ``ValueError`` unless something was expected.
    """
    if expected < 1:
        raise ValueError("something must have been expected")
    if received <= expected:
        return expected_value.allocate([received, expected - received])[0]
    return (expected_value * (Decimal(received) / expected)).rounded()
