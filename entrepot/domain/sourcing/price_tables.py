"""A price grid as tables of text cells, the way people keep it in a spreadsheet; every faulty cell is named.

Two sheets: ``prices`` with a row a band, ``zones`` with a row a named zone. What is written here reads back
as the same grid.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from entrepot.domain.sourcing.lanes import ANYWHERE, Band, Zone
from entrepot.domain.tables import CellFault, Rows, Sheet, Wrong, amount, is_formula, whole

PRICES, ZONES = "prices", "zones"
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    PRICES: ("zone", "up_to_g", "amount", "above_g", "step_g", "step_amount"),
    ZONES: ("zone", "countries", "postcodes"),
}
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {PRICES: ("up_to_g", "amount"), ZONES: ("zone", "countries")}
EVERYWHERE_ELSE: Final = "*"


@dataclass(frozen=True)
class PriceTable:
    """The bands of each zone (``""`` for everywhere else) in rising order, and the named zones."""

    bands: Mapping[str, tuple[Band, ...]]
    zones: tuple[Zone, ...] = ()


def read_table(
    sheets: Mapping[str, Rows], *, destinations: Collection[str], zones: Sequence[Zone] = ()
) -> tuple[PriceTable, list[CellFault]]:
    """The grid in ``sheets`` for a lane to ``destinations``; ``zones`` are kept when there is no such sheet.

    With any fault the table is not to be used. Beside the problems of any table a cell can be a
    ``zone_name``, ``unknown_zone``, ``unknown_country``, ``not_above_zero`` or ``step_needs_price``.
    """
    faults: list[CellFault] = []
    if ZONES in sheets:
        zones = _read_zones(_sheet(ZONES, sheets[ZONES], faults), destinations)
    known = {ANYWHERE, *destinations, *(zone.name for zone in zones)}
    bands = _read_prices(_sheet(PRICES, sheets.get(PRICES, ()), faults), known)
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


def _sheet(name: str, rows: Rows, faults: list[CellFault]) -> Sheet:
    return Sheet(name, rows, faults, known=COLUMNS[name], needed=NEEDED[name])


def _read_zones(sheet: Sheet, destinations: Collection[str]) -> list[Zone]:
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


def _read_prices(sheet: Sheet, known: Collection[str]) -> dict[str, tuple[Band, ...]]:
    found: dict[str, dict[int, Band]] = {}
    before = len(sheet.faults)
    for number, cells in sheet.records():
        zone = cells.get("zone", "")
        zone = ANYWHERE if zone == EVERYWHERE_ELSE else zone
        if zone not in known:
            problem = "formula" if is_formula(zone) else "unknown_zone"
            sheet.fault(number, "zone", problem, zone, sorted({*known, EVERYWHERE_ELSE} - {ANYWHERE}))
        band = Band(
            up_to_g=sheet.read(number, cells, "up_to_g", _grams),
            amount=sheet.read(number, cells, "amount", amount),
            above_g=sheet.read(number, cells, "above_g", whole),
            step_g=sheet.read(number, cells, "step_g", whole),
            step_amount=Decimal(sheet.read(number, cells, "step_amount", amount)),
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


def _grams(text: str) -> int:
    grams = whole(text)
    if not grams:
        raise Wrong("not_above_zero")
    return grams


def _is_zone_name(name: str) -> bool:
    return 0 < len(name) <= 40 and name[0].isalnum() and all(each.isalnum() or each in "-_ " for each in name)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _steps(band: Band) -> list[str]:
    if not band.step_g:
        return ["", "", ""]
    return [str(band.above_g), str(band.step_g), _plain(band.step_amount)]
