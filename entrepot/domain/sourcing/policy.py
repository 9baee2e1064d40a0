"""What the choice of a plan weighs beside money that changes hands: values, never code."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Self

WHOLE: Final = ("most_parcels", "ageing_days")


@dataclass(frozen=True)
class Policy:
    """The weights of the objective. Amounts are in ``currency``, shares are of the goods' value.

    A day of waiting is worth ``delay_share`` of the goods (Hummels and Schaur, "Time as a Trade Barrier",
    American Economic Review 103(7), 2013, found 0.006 to 0.021). ``risk_share`` is what it costs on average
    that goods are not there when they should be, by kind of warehouse; ``late_share`` what a parcel after its
    promise costs (a refund of freight, a buyer less). Goods that can be sold for fewer than ``ageing_days``
    more are at risk of being written off: on the last day ``ageing_share`` of what they cost us, before that
    less in proportion. Where import charges are not known, ``unknown_share`` stands for them, so that what
    nobody has calculated never looks free.
    """

    currency: str = "EUR"
    per_consignment: Decimal = Decimal("3.00")
    per_piece: Decimal = Decimal("0.30")
    delay_share: Decimal = Decimal("0.006")
    late_share: Decimal = Decimal("0.02")
    unknown_share: Decimal = Decimal("0.25")
    risk_share: Mapping[str, Decimal] = field(default_factory=lambda: {"supplier": Decimal("0.02")})
    ageing_share: Decimal = Decimal("0.50")
    ageing_days: int = 60
    most_parcels: int = 99

    def handling(self, pieces: int) -> Decimal:
        """Picking and packing a consignment of so many pieces, in ``currency``."""
        return self.per_consignment + self.per_piece * pieces

    def waiting(self, value: Decimal, days: Decimal | int) -> Decimal:
        """What not to wait ``days`` is worth to buyers of goods of that ``value``, in its currency."""
        return value * self.delay_share * days

    def spared(self, cost: Decimal, days_left: int) -> Decimal:
        """What need not be written off when goods that cost so much and can be sold for ``days_left`` more
        are sold now."""
        if days_left >= self.ageing_days:
            return Decimal(0)
        return cost * self.ageing_share * (self.ageing_days - days_left) / self.ageing_days

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """The usual policy with what is ``given`` in its place: numbers as strings, ``currency``, and
        ``risk_share`` as an object. Raises ``ValueError`` for a name or number that does not fit."""
        names = {each.name for each in fields(cls)}
        if unknown := sorted(set(given) - names):
            raise ValueError(
                f"the sourcing policy knows no {', '.join(unknown)}; it has {', '.join(sorted(names))}"
            )
        read: dict[str, Any] = {}
        for name, value in given.items():
            if name == "risk_share":
                read[name] = {kind: _share(f"{name}.{kind}", share) for kind, share in value.items()}
            elif name == "currency":
                read[name] = str(value)
            else:
                number = _share(name, value)
                read[name] = int(number) if name in WHOLE else number
        return cls(**read)


def _share(name: str, value: object) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{name} of the sourcing policy is a number such as 0.006, not {value!r}") from None
    if not number.is_finite() or number < 0:
        raise ValueError(f"{name} of the sourcing policy must not be negative")
    return number


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to look: all limits are counts, so the same question has the same answer on any machine.

    ``pricings``: up to so many possible consignments all of them are priced, and the plan is proved to be
    best; with more, charges are guessed line by line and only what is chosen is priced. ``sales``: at how
    many values of what crosses the border the law is asked; with 1 at its most. ``columns``: up to
    so many possible consignments the search is exact; ``rounds``: how often a larger plan is improved.
    ``milliseconds`` bound the solver's own deterministic clock. ``compares``: whether alternatives and a
    refused split are worked out too.
    """

    pricings: int = 256
    sales: int = 40
    columns: int = 4_000
    rounds: int = 60
    milliseconds: int = 1_000
    compares: bool = True


QUICK: Final = Effort(pricings=64, sales=1, columns=600, rounds=12, milliseconds=200, compares=False)
QUOTE: Final = Effort()
THOROUGH: Final = Effort(pricings=10_000, columns=4_000, rounds=70, milliseconds=1_000)
