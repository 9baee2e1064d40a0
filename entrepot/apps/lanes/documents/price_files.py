"""Price grids as XLSX and CSV. Cells go out as text or numbers, never as formulas."""

from collections.abc import Mapping

from entrepot.domain.sourcing.price_tables import COLUMNS, PRICES, ZONES, PriceTable, write_table
from entrepot.domain.tables import Rows
from entrepot.kit.spreadsheets import csv_of, sheets_of, workbook_of


def workbook(table: PriceTable) -> bytes:
    """``table`` as XLSX with a sheet for prices and one for named zones."""
    return workbook_of(write_table(table), numbers=[each for each in COLUMNS[PRICES] if each != "zone"])


def csv_text(table: PriceTable) -> str:
    """The prices of ``table`` as CSV; named zones have no place in it and stay as they are."""
    return csv_of(write_table(table)[PRICES])


def price_sheets(name: str, content: bytes) -> Mapping[str, Rows]:
    """The sheets of an uploaded file as text. Raises ``Refused`` for one that is too large or unreadable."""
    return sheets_of(name, content, needed=PRICES, others=(ZONES,))
