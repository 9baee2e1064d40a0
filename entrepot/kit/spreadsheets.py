"""Uploaded XLSX and CSV files as text cells, and tables as such files. No cell goes out as a formula."""

import csv
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any, Final

from django.utils.translation import gettext as _

from entrepot.domain.tables import Rows, is_formula
from entrepot.kit.errors import Refused, invalid
from entrepot.kit.workbook_limits import check_workbook, unreadable

LARGEST_FILE: Final = 1_000_000
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# PostgreSQL can keep no NUL, so nothing that is read has one: it reads as U+FFFD, as in addresses.
_NUL: Final = str.maketrans({"\x00": "\ufffd"})


def sheets_of(name: str, content: bytes, *, needed: str, others: Collection[str] = ()) -> Mapping[str, Rows]:
    """The sheets ``needed`` and ``others`` of a workbook; a CSV file is the one needed.

    Raises ``Refused`` for a file that is too large or unreadable, or a workbook without the sheet needed.
    """
    if len(content) > LARGEST_FILE:
        raise invalid("file", _("The file is larger than 1 MB. Split it."))
    if name.lower().endswith(".xlsx"):
        return _sheets_of_workbook(content, needed, (needed, *others))
    try:
        return {needed: rows_of_csv(content.decode("utf-8-sig"))}
    except UnicodeDecodeError:
        raise invalid(
            "file", _("The file is neither XLSX nor CSV in UTF-8. Save it as one of them.")
        ) from None


def rows_of_csv(text: str) -> Rows:
    """Cells separated by commas, semicolons or tabs, whichever the heading has most of."""
    heading = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=heading.count)
    try:
        return list(csv.reader(StringIO(text.translate(_NUL)), delimiter=delimiter))
    except csv.Error as error:
        raise invalid("file", _("The file is no CSV: %(why)s.") % {"why": error}) from None


def csv_of(rows: Iterable[Iterable[str]]) -> str:
    """``rows`` as CSV; an apostrophe keeps a spreadsheet from running a cell as a formula."""
    target = StringIO()
    csv.writer(target, lineterminator="\n").writerows(
        [f"'{cell}" if is_formula(cell) else cell for cell in row] for row in rows
    )
    return target.getvalue()


def workbook_of(sheets: Mapping[str, Rows], *, numbers: Collection[str]) -> bytes:
    """``sheets`` with their headings as XLSX; the columns ``numbers`` as numbers, all others as text."""
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    for name, (heading, *rows) in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heading) - 1, 16)
        sheet.write_row(0, 0, heading, bold)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                if text and heading[column] in numbers:
                    sheet.write_number(number, column, Decimal(text))
                else:
                    sheet.write_string(number, column, text)
    book.close()
    return target.getvalue()


def _sheets_of_workbook(content: bytes, needed: str, wanted: Iterable[str]) -> Mapping[str, Rows]:
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
            for sheet in wanted
            if sheet in names
        }
    except CalamineError:
        raise unreadable() from None
    if needed not in found:
        raise Refused(
            _("The workbook has no sheet named “%(name)s”. Start from the template.") % {"name": needed},
            code="no_sheet", status=422,
        )  # fmt: skip
    return found


def _text(cell: Any) -> str:
    """Numbers come as floats: the shortest text that means the same number."""
    return str(cell).translate(_NUL).removesuffix(".0")
