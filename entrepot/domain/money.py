"""Money: an exact amount with its currency.

Every amount of the system is a ``Money``. Two currencies never add up by accident, a float is
refused, and a sum can be shared out so that not one minor unit is lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Final, Self

DEFAULT_MINOR_DIGITS: Final = 2
# ISO 4217 minor units that are not two.
MINOR_DIGITS: Final[dict[str, int]] = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"), 0),
    **dict.fromkeys(("PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met in one sum or comparison."""


def minor_digits(currency: str) -> int:
    """Digits after the decimal point of ``currency`` (JPY 0, EUR 2, KWD 3)."""
    return MINOR_DIGITS.get(currency, DEFAULT_MINOR_DIGITS)


@cache
def quantum(currency: str) -> Decimal:
    """The minor unit of ``currency`` (JPY 1, EUR 0.01). Raises ``ValueError`` for no ISO 4217 code."""
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise ValueError(f"not an ISO 4217 code: {currency!r}")
    return Decimal(1).scaleb(-minor_digits(currency))


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """``amount`` in ``currency``; not rounded unless ``rounded()`` was asked."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"Money needs a Decimal, got {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise ValueError("Money must be finite")
        quantum(self.currency)

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """Build from a Decimal, an integer or a decimal string; a float is refused."""
        if isinstance(amount, float):
            raise TypeError("Money refuses floats; pass a Decimal or a string")
        return cls(Decimal(amount), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(Decimal(0), currency)

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> Self:
        """``from_minor(1999, "EUR")`` is EUR 19.99; ``from_minor(80, "JPY")`` is JPY 80."""
        return cls(Decimal(minor).scaleb(-minor_digits(currency)), currency)

    def to_minor(self) -> int:
        """The amount in minor units. Raises ``ValueError`` when it is not a whole number of them."""
        scaled = self.amount.scaleb(minor_digits(self.currency))
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{self} is not a whole number of minor units; round it first")
        return int(scaled)

    def rounded(self, mode: str = ROUND_HALF_UP) -> Self:
        """To the currency's minor unit, half up unless another ``decimal`` mode is named."""
        return type(self)(self.amount.quantize(quantum(self.currency), rounding=mode), self.currency)

    def converted(self, rate: Decimal, currency: str) -> Self:
        """In ``currency`` at ``rate`` (units of ``currency`` for one of ours), not rounded."""
        return type(self)(self.amount * rate, currency)

    def allocate(self, weights: Sequence[Decimal | int]) -> list[Self]:
        """Share out by ``weights`` (none negative) with largest remainders.

        The parts are whole minor units and sum to this amount rounded. All weights zero means
        equal shares. Raises ``ValueError`` for no weights or a negative one.
        """
        if not weights or any(weight < 0 for weight in weights):
            raise ValueError("weights must be given and not negative")
        total = self.rounded().to_minor()
        shares = [Decimal(weight) for weight in weights]
        whole = sum(shares) or Decimal(len(shares))
        if not any(shares):
            shares = [Decimal(1)] * len(shares)
        sign = -1 if total < 0 else 1
        exact = [abs(total) * share / whole for share in shares]
        parts = [int(part) for part in exact]
        by_remainder = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
        for index in by_remainder[: abs(total) - sum(parts)]:
            parts[index] += 1
        return [type(self).from_minor(sign * part, self.currency) for part in parts]

    def __add__(self, other: "Money") -> Self:
        self._same_currency(other)
        return type(self)(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> Self:
        self._same_currency(other)
        return type(self)(self.amount - other.amount, self.currency)

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> Self:
        if not isinstance(factor, (Decimal, int)):
            raise TypeError("multiply Money by a Decimal or an int")
        return type(self)(self.amount * factor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same_currency(other)
        return self.amount < other.amount

    def __le__(self, other: "Money") -> bool:
        self._same_currency(other)
        return self.amount <= other.amount

    def __gt__(self, other: "Money") -> bool:
        return other < self

    def __ge__(self, other: "Money") -> bool:
        return other <= self

    def __bool__(self) -> bool:
        return self.amount != 0

    def __str__(self) -> str:
        return f"{self.currency} {self.amount}"

    def _same_currency(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not mix")


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of ``amounts`` in ``currency``; zero when there are none."""
    result = Money.zero(currency)
    for amount in amounts:
        result = result + amount
    return result
