"""What every importer makes of an official tariff: lines with raw text and parsed rate, and what it could
not read, with the reason."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from entrepot.domain.duties.rates import DutyRate, UnreadableRate
from entrepot.domain.duties.tariff import TariffEntry, TariffTable

Season = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TariffLine:
    """The duty of every code that begins with ``code`` unless a longer code has its own line.

    ``rate_text`` is the official wording; ``rate`` what it means, or ``None`` with ``why_unread``.
    ``program`` is empty for the most-favoured-nation rate, else the preference as the tariff writes it.
    In force on ``[valid_from, valid_to)``, with ``season`` (``("05-01", "09-30")``) only in that part of
    each year.
    """

    code: str
    rate_text: str
    rate: DutyRate | None
    why_unread: str = ""
    program: str = ""
    description: str = ""
    units: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    season: Season | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that gave no line: ``place`` says where it stands, ``text`` what it says."""

    place: str
    text: str
    why: str


@dataclass(slots=True)
class Extract:
    """``rows`` = rows that gave lines + ``headings`` (rows without a rate of their own) + ``unread``."""

    lines: list[TariffLine] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    headings: int = 0
    rows: int = 0

    @property
    def unread_lines(self) -> list[TariffLine]:
        return [line for line in self.lines if line.rate is None]


def read_with(read: Callable[[str], DutyRate], text: str) -> tuple[DutyRate | None, str]:
    """The rate that ``read`` finds in ``text``, or ``None`` and why not."""
    try:
        return read(text), ""
    except UnreadableRate as error:
        return None, str(error)


def digits(code: str) -> str:
    """The digits of a code however it is written: ``6109.10.00 10`` is ``6109100010``."""
    return "".join(mark for mark in code if mark.isascii() and mark.isdigit())


def table_of(
    jurisdiction: str, lines: Iterable[TariffLine], *, source: str, confidence: str, date_kind: str
) -> TariffTable:
    """The lines as the engine's table. A line that was not read stays in it, so that
    its goods are a named gap and never take the rate of a shorter code."""
    entries = tuple(
        TariffEntry(
            line.code, line.rate or DutyRate(text=line.rate_text), source, confidence,
            line.valid_from, line.valid_to, season=line.season, is_read=line.rate is not None,
            program=line.program,
        )
        for line in lines
    )  # fmt: skip
    return TariffTable(jurisdiction, entries, date_kind)
