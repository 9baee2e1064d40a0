"""A price grid as tables of text cells, the way people keep it in a spreadsheet; every faulty cell is named.

Two sheets: ``prices`` with a row a band, ``zones`` with a row a named zone. What is written here reads back
as the same grid.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from entrepot.domain.sourcing.lanes import ANYWHERE, Band, Zone

PRICES, ZONES = "prices", "zones"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    PRICES: ("zone", "up_to_g", "amount", "above_g", "step_g", "step_amount"),
    ZONES: ("zone", "countries", "postcodes"),
}
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {PRICES: ("up_to_g", "amount"), ZONES: ("zone", "countries")}
EVERYWHERE_ELSE: Final = "*"
FORMULA_STARTS: Final = ("=", "+", "@")
MOST_GRAMS: Final = 2_000_000_000
MOST_AMOUNT: Final = Decimal(10) ** 12
MOST_ROWS: Final = 5_000

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class PriceTable:
    """The bands of each zone (``""`` for everywhere else) in rising order, and the named zones."""

    bands: Mapping[str, tuple[Band, ...]]
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True)
class CellFault:
    """``cell`` is named as in a spreadsheet (``B7``). ``problem`` is one of ``missing_column``,
    ``unknown_column``, ``no_rows``, ``too_many_rows``, ``needed``, ``formula``, ``not_whole``,
    ``not_amount``, ``not_above_zero``, ``unknown_zone``, ``zone_name``, ``unknown_country``, ``twice``,
    ``step_needs_price``;
    ``value`` is what stands there, ``known`` what could."""

    sheet: str
    cell: str
    problem: str
    value: str = ""
    known: tuple[str, ...] = ()


def read_table(
    sheets: Mapping[str, Rows], *, destinations: Collection[str], zones: Sequence[Zone] = ()
) -> tuple[PriceTable, list[CellFault]]:
    """The grid in ``sheets`` for a lane to ``destinations``; ``zones`` are kept when there is no such sheet.

    With any fault the table is not to be used.
    """
    faults: list[CellFault] = []
    if ZONES in sheets:
        zones = _read_zones(_Sheet(ZONES, sheets[ZONES], faults), destinations)
    known = {ANYWHERE, *destinations, *(zone.name for zone in zones)}
    bands = _read_prices(_Sheet(PRICES, sheets.get(PRICES, ()), faults), known)
    return PriceTable(bands, tuple(zones)), faults


def write_table(table: PriceTable) -> dict[str, list[list[str]]]:
    """The sheets of ``table`` with their headings."""
    prices = [
        [zone or EVERYWHERE_ELSE, str(band.up_to_g), _plain(band.amount), *_steps(band)]
        for zone, bands in sorted(table.bands.items())
        for band in bands
    ]
    zones = [[zone.name, " ".join(sorted(zone.countries)), " ".join(zone.postcodes)] for zone in table.zones]
    return {PRICES: [list(COLUMNS[PRICES]), *prices], ZONES: [list(COLUMNS[ZONES]), *zones]}


@dataclass
class _Sheet:
    """Rows of cells, with the place of whatever is wrong noted in ``faults``."""

    name: str
    rows: Rows
    faults: list[CellFault]
    columns: dict[str, int] = field(default_factory=dict)

    def records(self) -> Iterable[tuple[int, dict[str, str]]]:
        """Row numbers as a spreadsheet counts them, and cells by column; empty rows are passed over."""
        headings = [cell.strip().lower() for cell in self.rows[0]] if self.rows else []
        self.columns = {heading: at for at, heading in enumerate(headings) if heading}
        known = COLUMNS[self.name]
        for heading, at in self.columns.items():
            if heading not in known:
                self.faults.append(CellFault(self.name, _place(1, at), "unknown_column", heading, known))
        missing = [each for each in NEEDED[self.name] if each not in self.columns]
        self.faults += [CellFault(self.name, "A1", "missing_column", each, known) for each in missing]
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
        place = _place(number, self.columns.get(column, 0))
        self.faults.append(CellFault(self.name, place, problem, value, tuple(known)))

    def read(self, number: int, cells: Mapping[str, str], column: str, parse: Callable[[str], Any]) -> Any:
        """The cell as a value, 0 when it is empty and not needed; a fault when it cannot be one."""
        text = cells.get(column, "")
        if not text and column not in NEEDED[self.name]:
            return 0
        try:
            return parse(text)
        except _Wrong as wrong:
            self.fault(number, column, wrong.problem, text)
            return 0


class _Wrong(Exception):
    def __init__(self, problem: str) -> None:
        self.problem = problem


def _read_zones(sheet: _Sheet, destinations: Collection[str]) -> list[Zone]:
    found: dict[str, Zone] = {}
    for number, cells in sheet.records():
        name = cells["zone"]
        if name in found:
            sheet.fault(number, "zone", "twice", name)
        if not _is_zone_name(name) or name in destinations:
            sheet.fault(number, "zone", "zone_name", name)
        countries = cells["countries"].upper().replace(",", " ").split()
        if not countries:
            sheet.fault(number, "countries", "needed", "")
        for code in countries:
            if code not in destinations:
                sheet.fault(number, "countries", "unknown_country", code, sorted(destinations))
        postcodes = tuple(cells.get("postcodes", "").upper().replace(",", " ").split())
        if any(not prefix.isalnum() for prefix in postcodes):
            sheet.fault(number, "postcodes", "zone_name", cells["postcodes"])
        found[name] = Zone(name, frozenset(countries), postcodes)
    return list(found.values())


def _read_prices(sheet: _Sheet, known: Collection[str]) -> dict[str, tuple[Band, ...]]:
    found: dict[str, dict[int, Band]] = {}
    before = len(sheet.faults)
    for number, cells in sheet.records():
        zone = cells.get("zone", "")
        zone = ANYWHERE if zone == EVERYWHERE_ELSE else zone
        if zone not in known:
            problem = "formula" if zone.startswith((*FORMULA_STARTS, "-")) else "unknown_zone"
            sheet.fault(number, "zone", problem, zone, sorted({*known, EVERYWHERE_ELSE} - {ANYWHERE}))
        band = Band(
            up_to_g=sheet.read(number, cells, "up_to_g", _grams),
            amount=sheet.read(number, cells, "amount", _amount),
            above_g=sheet.read(number, cells, "above_g", _whole),
            step_g=sheet.read(number, cells, "step_g", _whole),
            step_amount=Decimal(sheet.read(number, cells, "step_amount", _amount)),
        )
        if bool(band.step_g) != bool(band.step_amount):
            column = "step_amount" if band.step_g else "step_g"
            sheet.fault(number, column, "step_needs_price", cells.get(column, ""))
        if band.up_to_g in found.setdefault(zone, {}):
            sheet.fault(number, "up_to_g", "twice", cells["up_to_g"])
        found[zone][band.up_to_g] = band
    if not found and len(sheet.faults) == before:
        sheet.fault(2, "up_to_g", "no_rows", "")
    return {zone: tuple(bands[limit] for limit in sorted(bands)) for zone, bands in found.items()}


def _number(text: str) -> Decimal:
    if not text:
        raise _Wrong("needed")
    if text.startswith(FORMULA_STARTS):
        raise _Wrong("formula")
    try:
        number = Decimal(text.replace(" ", ""))
    except InvalidOperation:
        raise _Wrong("not_amount") from None
    if not number.is_finite() or not 0 <= number < MOST_AMOUNT:
        raise _Wrong("not_amount")
    return number


def _amount(text: str) -> Decimal:
    number = _number(text)
    if number != number.quantize(Decimal("0.0001")):
        raise _Wrong("not_amount")
    return number


def _whole(text: str) -> int:
    number = _number(text)
    if number != int(number) or number > MOST_GRAMS:
        raise _Wrong("not_whole")
    return int(number)


def _grams(text: str) -> int:
    grams = _whole(text)
    if not grams:
        raise _Wrong("not_above_zero")
    return grams


def _is_zone_name(name: str) -> bool:
    return 0 < len(name) <= 40 and name[0].isalnum() and all(each.isalnum() or each in "-_ " for each in name)


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _steps(band: Band) -> list[str]:
    if not band.step_g:
        return ["", "", ""]
    return [str(band.above_g), str(band.step_g), _plain(band.step_amount)]


def _place(number: int, column: int) -> str:
    """``B7`` for the seventh row and the second column (counted from 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{number}"
