"""Price grids as XLSX and CSV. Cells go out as text or numbers, never as formulas."""

import csv
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext as _

from entrepot.apps.lanes.documents.workbook_limits import check_workbook, unreadable
from entrepot.domain.sourcing.price_tables import (
    COLUMNS,
    FORMULA_STARTS,
    PRICES,
    PriceTable,
    Rows,
    write_table,
)
from entrepot.kit.errors import Refused, invalid

LARGEST_FILE = 1_000_000
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
    target = StringIO()
    rows = [[_harmless(cell) for cell in row] for row in write_table(table)[PRICES]]
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()


def sheets_of(name: str, content: bytes) -> Mapping[str, Rows]:
    """The sheets of an uploaded file as text. Raises ``Refused`` for one that is too large or unreadable."""
    if len(content) > LARGEST_FILE:
        raise invalid("file", _("The file is larger than 1 MB. A price grid is much smaller: split it."))
    if name.lower().endswith(".xlsx"):
        return _sheets_of_workbook(content)
    try:
        return {PRICES: rows_of_csv(content.decode("utf-8-sig"))}
    except UnicodeDecodeError:
        raise invalid(
            "file", _("The file is neither XLSX nor CSV in UTF-8. Save it as one of them.")
        ) from None


def rows_of_csv(text: str) -> Rows:
    """Cells separated by commas, semicolons or tabs, whichever the heading has most of."""
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    try:
        return list(csv.reader(StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise invalid("file", _("The file is no CSV: %(why)s.") % {"why": error}) from None


def _sheets_of_workbook(content: bytes) -> Mapping[str, Rows]:
    from python_calamine import CalamineError, CalamineWorkbook

    check_workbook(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = {name.strip().lower(): name for name in book.sheet_names}
        found = {
            sheet: [
                [_text(cell) for cell in row]
                for row in book.get_sheet_by_name(names[sheet]).to_python(skip_empty_area=False)
            ]
            for sheet in COLUMNS
            if sheet in names
        }
    except CalamineError:
        raise unreadable() from None
    if PRICES not in found:
        raise Refused(
            _("The workbook has no sheet named “prices”. Start from the template."),
            code="no_prices",
            status=422,
        )
    return found


def _text(cell: Any) -> str:
    """Numbers come as floats: the shortest text that means the same number."""
    text = str(cell)
    return text.removesuffix(".0")


def _harmless(cell: str) -> str:
    """An apostrophe keeps a spreadsheet from running a cell of a CSV file as a formula."""
    return f"'{cell}" if cell.startswith((*FORMULA_STARTS, "-")) else cell
