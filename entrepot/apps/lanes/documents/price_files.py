"""Price grids as XLSX and CSV. Cells go out as text or numbers, never as formulas."""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

from entrepot.domain.sourcing.price_tables import COLUMNS, PRICES, ZONES, PriceTable, write_table
from entrepot.domain.tables import Rows
from entrepot.kit.spreadsheets import csv_of, sheets_of

TEXT_COLUMNS = ("zone", "countries", "postcodes")


def workbook(table: PriceTable) -> bytes:
    """``table`` as XLSX with a sheet for prices and one for named zones."""
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    for name, rows in write_table(table).items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(COLUMNS[name]) - 1, 16)
        sheet.write_row(0, 0, rows[0], bold)
        for number, row in enumerate(rows[1:], 1):
            for column, text in enumerate(row):
                if text and COLUMNS[name][column] not in TEXT_COLUMNS:
                    sheet.write_number(number, column, Decimal(text))
                else:
                    sheet.write_string(number, column, text)
    book.close()
    return target.getvalue()


def csv_text(table: PriceTable) -> str:
    """The prices of ``table`` as CSV; named zones have no place in it and stay as they are."""
    return csv_of(write_table(table)[PRICES])


def price_sheets(name: str, content: bytes) -> Mapping[str, Rows]:
    """The sheets of an uploaded file as text. Raises ``Refused`` for one that is too large or unreadable."""
    return sheets_of(name, content, needed=PRICES, others=(ZONES,))
