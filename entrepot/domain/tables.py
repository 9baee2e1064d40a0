"""Tables of text cells, the way people keep them in a spreadsheet; every faulty cell is named.

What a table means is its reader's matter: prices of a lane (``sourcing.price_tables``), a carrier's bill
(``carrier_invoices.table``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

FORMULA_STARTS: Final = ("=", "+", "@")
MOST_GRAMS: Final = 2_000_000_000
MOST_AMOUNT: Final = Decimal(10) ** 12
MOST_ROWS: Final = 5_000

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class CellFault:
    """``cell`` is named as in a spreadsheet (``B7``). ``problem`` is a code: those of any table are
    ``missing_column``, ``unknown_column``, ``no_rows``, ``too_many_rows``, ``needed``, ``formula``,
    ``not_whole``, ``not_amount`` and ``twice``. ``value`` is what stands there, ``known`` what could."""

    sheet: str
    cell: str
    problem: str
    value: str = ""
    known: tuple[str, ...] = ()


class Wrong(Exception):
    """A cell that cannot be what it should be: ``problem`` is the code of its fault."""

    def __init__(self, problem: str) -> None:
        self.problem = problem


@dataclass
class Sheet:
    """Rows of cells under a heading, with the place of whatever is wrong noted in ``faults``.

    ``known`` are its columns, ``needed`` those that must be there; a column that begins with ``family``
    may stand there, too, any number of times under other names.
    """

    name: str
    rows: Rows
    faults: list[CellFault]
    known: tuple[str, ...]
    needed: tuple[str, ...]
    family: str = ""
    columns: dict[str, int] = field(default_factory=dict)

    def records(self) -> Iterable[tuple[int, dict[str, str]]]:
        """Row numbers as a spreadsheet counts them, and cells by column; empty rows are passed over."""
        headings = [cell.strip().lower() for cell in self.rows[0]] if self.rows else []
        for at, heading in enumerate(headings):
            if heading in self.columns:
                self.faults.append(CellFault(self.name, place(1, at), "twice", heading))
            elif heading:
                self.columns[heading] = at
        for heading, at in self.columns.items():
            if heading not in self.known and not (self.family and heading.startswith(self.family)):
                self.faults.append(CellFault(self.name, place(1, at), "unknown_column", heading, self.known))
        missing = [each for each in self.needed if each not in self.columns]
        self.faults += [CellFault(self.name, "A1", "missing_column", each, self.known) for each in missing]
        if missing:
            return
        if len(self.rows) > MOST_ROWS:
            self.faults.append(CellFault(self.name, f"A{MOST_ROWS + 1}", "too_many_rows", str(MOST_ROWS)))
            return
        for number, row in enumerate(self.rows[1:], 2):
            cells = {name: row[at].strip() if at < len(row) else "" for name, at in self.columns.items()}
            if any(cells.values()):
                yield number, cells

    def fault(self, number: int, column: str, problem: str, value: str, known: Iterable[str] = ()) -> None:
        where = place(number, self.columns.get(column, 0))
        self.faults.append(CellFault(self.name, where, problem, value, tuple(known)))

    def read(self, number: int, cells: Mapping[str, str], column: str, parse: Callable[[str], Any]) -> Any:
        """The cell as a value, 0 when it is empty and not needed; a fault when it cannot be one."""
        text = cells.get(column, "")
        if not text and column not in self.needed:
            return 0
        try:
            return parse(text)
        except Wrong as wrong:
            self.fault(number, column, wrong.problem, text)
            return 0


def amount(text: str) -> Decimal:
    """From 0, with at most four decimals. Raises ``Wrong``."""
    number = _number(text)
    if number != number.quantize(Decimal("0.0001")):
        raise Wrong("not_amount")
    return number


def whole(text: str) -> int:
    """From 0. Raises ``Wrong``."""
    number = _number(text)
    if number != int(number) or number > MOST_GRAMS:
        raise Wrong("not_whole")
    return int(number)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might run the cell instead of showing it."""
    return text.startswith((*FORMULA_STARTS, "-"))


def place(number: int, column: int) -> str:
    """``B7`` for the seventh row and the second column (counted from 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{number}"


def _number(text: str) -> Decimal:
    if not text:
        raise Wrong("needed")
    if text.startswith(FORMULA_STARTS):
        raise Wrong("formula")
    try:
        number = Decimal(text.replace(" ", ""))
    except InvalidOperation:
        raise Wrong("not_amount") from None
    if not number.is_finite() or not 0 <= number < MOST_AMOUNT:
        raise Wrong("not_amount")
    return number
