"""Which exchange rate applies: the newest one published on or before the day that law looks at."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from entrepot.domain.duties.consignment import FxRate
from entrepot.domain.duties.outcome import FxUsed


class MissingFx(LookupError):
    """No rate between two currencies was given; ``pair`` says which, as ``("EUR", "GBP")``."""

    def __init__(self, base: str, quote: str) -> None:
        super().__init__(f"an exchange rate between {base} and {quote} is needed: add it to fx")
        self.pair = (base, quote)


class FxTable:
    """Rates of one calculation. Direct, inverse, or across one third currency, in that order."""

    def __init__(self, rates: Iterable[FxRate], day: date) -> None:
        self.day = day
        self._given: dict[tuple[str, str], FxRate] = {}
        for rate in sorted(rates, key=lambda rate: _preference(rate.on, day)):
            self._given[rate.base, rate.quote] = rate
        self._found: dict[tuple[str, str], Decimal] = {}
        self.used: dict[tuple[str, str], FxUsed] = {}

    def rate(self, base: str, quote: str) -> Decimal:
        """Units of ``quote`` for one ``base``. Raises ``MissingFx``."""
        if base == quote:
            return Decimal(1)
        found = self._found.get((base, quote))
        if found is None:
            found = self._found[base, quote] = self._find(base, quote)
        return found

    def _find(self, base: str, quote: str) -> Decimal:
        single = self._single(base, quote)
        if single is not None:
            return self._use(base, quote, *single)
        for middle in sorted({currency for pair in self._given for currency in pair}):
            first, second = self._single(base, middle), self._single(middle, quote)
            if first is not None and second is not None:
                source = f"{first[1]} via {middle}"
                return self._use(base, quote, first[0] * second[0], source, min(first[2], second[2]))
        raise MissingFx(base, quote)

    def _single(self, base: str, quote: str) -> tuple[Decimal, str, date] | None:
        if direct := self._given.get((base, quote)):
            return direct.rate, direct.source, direct.on
        if inverse := self._given.get((quote, base)):
            return 1 / inverse.rate, inverse.source, inverse.on
        return None

    def _use(self, base: str, quote: str, rate: Decimal, source: str, on: date) -> Decimal:
        self.used[base, quote] = FxUsed(base, quote, rate, source, on)
        return rate


def _preference(on: date, day: date) -> tuple[bool, int]:
    """Later in this order is better: on or before the day beats after it, and nearer beats farther."""
    return (on <= day, on.toordinal() if on <= day else -on.toordinal())
