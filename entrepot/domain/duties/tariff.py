"""Tariff tables: dated rates by commodity code, found by the longest matching prefix."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrepot.domain.duties.outcome import RuleUsed
from entrepot.domain.duties.rates import DutyRate


@dataclass(frozen=True, slots=True)
class TariffEntry:
    """The rate of every code that begins with ``prefix`` unless a longer prefix is listed.

    ``season`` limits it to a part of each year, ``("05-01", "09-30")`` inclusive, over New Year if need be.
    ``program`` names the preference it belongs to, empty for the most-favoured-nation rate.
    Without ``is_read`` the official wording in ``rate.text`` was not understood and the rate is a gap.
    """

    prefix: str
    rate: DutyRate
    source: str
    confidence: str
    valid_from: date | None = None
    valid_to: date | None = None
    season: tuple[str, str] | None = None
    is_read: bool = True
    program: str = ""

    def in_force(self, day: date) -> bool:
        if self.season:
            begins, ends = self.season
            today = f"{day:%m-%d}"
            inside = begins <= today <= ends if begins <= ends else today >= begins or today <= ends
            if not inside:
                return False
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class TariffMatch:
    """``ambiguous``: the code is too short to tell between several rates; ``entry`` is the dearest."""

    entry: TariffEntry
    ambiguous: bool = False


class _Index:
    """The entries of one programme by code."""

    def __init__(self) -> None:
        self._by_prefix: dict[str, list[TariffEntry]] = {}
        self._shortened: dict[str, list[TariffEntry]] = {}

    def add(self, entry: TariffEntry) -> None:
        self._by_prefix.setdefault(entry.prefix, []).append(entry)
        for length in range(6, len(entry.prefix)):
            self._shortened.setdefault(entry.prefix[:length], []).append(entry)

    def find(self, hs: str, day: date) -> TariffMatch | None:
        below = [entry for entry in self._shortened.get(hs, ()) if entry.in_force(day)]
        if below:
            dearest = max(below, key=lambda entry: (not entry.is_read, dearness(entry.rate)))
            return TariffMatch(dearest, any(entry.rate != dearest.rate for entry in below))
        for length in range(len(hs), 1, -1):
            for entry in self._by_prefix.get(hs[:length], ()):
                if entry.in_force(day):
                    return TariffMatch(entry)
        return None


@dataclass(frozen=True)
class TariffTable:
    """The ordinary and preferential duty of one jurisdiction; ``date_kind`` selects the entry."""

    jurisdiction: str
    entries: tuple[TariffEntry, ...]
    date_kind: str = "acceptance"
    _indexes: dict[str, _Index] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for entry in self.entries:
            self._indexes.setdefault(entry.program, _Index()).add(entry)

    @property
    def programs(self) -> tuple[str, ...]:
        """The preferences with rates of their own."""
        return tuple(sorted(filter(None, self._indexes)))

    def find(self, hs: str, day: date, program: str = "") -> TariffMatch | None:
        """The rate for ``hs`` on ``day``, or ``None`` when nothing is loaded for it.

        A code shorter than the tariff's own lines is answered from the lines below it: one rate when
        they agree, the highest and ``ambiguous`` when they do not.
        """
        index = self._indexes.get(program)
        return index.find(hs, day) if index else None

    def currencies(self, hs: str, day: date) -> frozenset[str]:
        """Those that some rate for ``hs`` is written in."""
        matches = [self.find(hs, day, program) for program in ("", *self.programs)]
        return frozenset().union(*(match.entry.rate.currencies() for match in matches if match))


def dearness(rate: DutyRate) -> tuple[Decimal, int]:
    """Rates in this order grow dearer, as far as can be told without value and measure."""
    return rate.ad_valorem, len(rate.specific)


def used_of(entry: TariffEntry, jurisdiction: str, date_kind: str) -> RuleUsed:
    """What an answer says of the entry that it took."""
    code = f"{entry.program}.{entry.prefix}" if entry.program else entry.prefix
    rule_id = f"{jurisdiction.lower()}.tariff.{code}"
    return RuleUsed(rule_id, entry.valid_from, entry.valid_to, date_kind, entry.source, entry.confidence)


def merged(tables: Iterable[TariffTable]) -> TariffTable:
    """Several tables of one jurisdiction as one."""
    first, *rest = tables
    entries = first.entries + tuple(entry for table in rest for entry in table.entries)
    return TariffTable(first.jurisdiction, entries, first.date_kind)
