"""Workbooks that would fill the memory are refused before they are read.

A reader keeps room for every cell between the first and the last, so a file of two cells can ask for
terabytes, and a small archive can unpack to gigabytes.
"""

import zipfile
import zlib
from io import BytesIO
from typing import Final
from xml.parsers import expat

from django.utils.translation import gettext as _

from entrepot.kit.errors import Refused, invalid

LARGEST_UNPACKED: Final = 30_000_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 26 + 26 * 26
MOST_CELLS: Final = 500_000
OTHER_FORMATS: Final = frozenset({"content.xml", "xl/workbook.bin"})
SHEET: Final = b"sheetData"


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
                if left < 0:
                    raise _too_large()
                if SHEET in text:
                    _Reach().check(text)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as problem:
        raise unreadable() from problem


def unreadable() -> Refused:
    return invalid("file", _("The file is no XLSX workbook that can be read. Save it anew."))


def _too_large() -> Refused:
    message = _(
        "The workbook is too large. A table has at most %(rows)d rows, A to ZZ, and with the empty ones "
        "%(cells)d cells."
    )
    return invalid("file", message % {"rows": MOST_ROWS, "cells": MOST_CELLS})


class _Reach:
    """Follows the places of rows and cells in a sheet; one that does not say where it stands is the next."""

    def __init__(self) -> None:
        self.row = 0
        self.column = 0
        self.rows = 0
        self.columns = 0

    def check(self, sheet: bytes) -> None:
        """Raises ``Refused`` 422 for a cell too far away, for too many from the first to the last, and for
        XML that readers could understand differently."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(sheet, True)
        except (expat.ExpatError, ValueError) as problem:
            raise unreadable() from problem

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        element, place = name.rpartition(":")[2], attributes.get("r", "")
        if element == "row":
            self.row, self.column = int(place or self.row + 1), 0
        elif element == "c":
            letters = place.rstrip("0123456789")
            self.column = _column(letters) if letters else self.column + 1
            self.row = int(place[len(letters) :] or self.row)
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        is_far = self.row > MOST_ROWS or self.column > MOST_COLUMNS
        if is_far or self.rows * self.columns > MOST_CELLS:
            raise _too_large()

    def _refuse(self, *_declaration: object) -> None:
        raise unreadable()


def _column(letters: str) -> int:
    """1 for A. Raises ``ValueError`` for anything but letters; long ones are all too far."""
    if not (letters.isascii() and letters.isalpha()):
        raise ValueError(letters)
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number
