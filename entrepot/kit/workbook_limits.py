"""Workbooks that would fill the memory are refused before they are read.

A reader keeps room for every cell between the first and the last, so a file of two cells can ask for
terabytes, and a small archive can unpack to gigabytes.
"""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Final

from django.utils.translation import gettext as _

from entrepot.kit.errors import Refused, invalid

LARGEST_UNPACKED: Final = 30_000_000
MOST_ROWS: Final = 20_000
MOST_COLUMN_LETTERS: Final = 2
OTHER_FORMATS: Final = frozenset({"content.xml", "xl/workbook.bin"})
_PLACE: Final = re.compile(rb"""<(?:\w+:)?(?:row|c)\b[^>]*?\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")


def check_workbook(content: bytes) -> None:
    """Raises ``Refused`` 422 for what is no XLSX, or unpacks to more, or reaches too far, for a table."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" not in names or names & OTHER_FORMATS:
                raise unreadable()
            left = LARGEST_UNPACKED
            for part in archive.infolist():
                with archive.open(part) as file:
                    text = file.read(left + 1)
                left -= len(text)
                if left < 0 or _reaches_too_far(text):
                    message = _("The workbook is too large. A table has at most %(rows)d rows, A to ZZ.")
                    raise invalid("file", message % {"rows": MOST_ROWS})
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as problem:
        raise unreadable() from problem


def unreadable() -> Refused:
    return invalid("file", _("The file is no XLSX workbook that can be read. Save it anew."))


def _reaches_too_far(text: bytes) -> bool:
    return any(
        len(column) > MOST_COLUMN_LETTERS or len(row) > len(str(MOST_ROWS)) or int(row) > MOST_ROWS
        for column, row in _PLACE.findall(text)
    )
