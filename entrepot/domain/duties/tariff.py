"""Tariff tables: dated rates by commodity code, found by the longest matching prefix."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from entrepot.domain.duties.rates import DutyRate


@dataclass(frozen=True, slots=True)
class TariffEntry:
    """The rate of every code that begins with ``prefix`` unless a longer prefix is listed."""

    prefix: str
    rate: DutyRate
    source: str
    confidence: str
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, day: date) -> bool:
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class TariffMatch:
    """``ambiguous``: the code is too short to tell between several rates; ``entry`` is the dearest."""

    entry: TariffEntry
    ambiguous: bool = False


@dataclass(frozen=True)
class TariffTable:
    """The most-favoured-nation duty of one jurisdiction; ``date_kind`` selects the entry."""

    jurisdiction: str
    entries: tuple[TariffEntry, ...]
    date_kind: str = "acceptance"
    _by_prefix: dict[str, list[TariffEntry]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _shortened: dict[str, list[TariffEntry]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._by_prefix.setdefault(entry.prefix, []).append(entry)
            for length in range(6, len(entry.prefix)):
                self._shortened.setdefault(entry.prefix[:length], []).append(entry)

    def find(self, hs: str, day: date) -> TariffMatch | None:
        """The rate for ``hs`` on ``day``, or ``None`` when nothing is loaded for it.

        A code shorter than the tariff's own lines is answered from the lines below it: one rate when
        they agree, the highest and ``ambiguous`` when they do not.
        """
        below = [entry for entry in self._shortened.get(hs, ()) if entry.in_force(day)]
        if below:
            dearest = max(below, key=lambda entry: (entry.rate.ad_valorem, len(entry.rate.specific)))
            return TariffMatch(dearest, any(entry.rate != dearest.rate for entry in below))
        for length in range(len(hs), 1, -1):
            for entry in self._by_prefix.get(hs[:length], ()):
                if entry.in_force(day):
                    return TariffMatch(entry)
        return None


def merged(tables: Iterable[TariffTable]) -> TariffTable:
    """Several tables of one jurisdiction as one."""
    first, *rest = tables
    entries = first.entries + tuple(entry for table in rest for entry in table.entries)
    return TariffTable(first.jurisdiction, entries, first.date_kind)
