"""Read stock figures as suppliers paste or upload them: a line ``sku,quantity`` for each article."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

MOST_LINES: Final = 5000
MOST_UNITS: Final = 1_000_000
LONGEST_NUMBER: Final = 18
COLUMNS: Final = 2


@dataclass(frozen=True, slots=True)
class FaultyLine:
    """``number`` counts from 1 as an editor does; ``message`` says what to mend."""

    number: int
    text: str
    message: str


@dataclass(frozen=True, slots=True)
class StockLines:
    """``quantities`` by SKU as the supplier wrote it, from the lines without fault."""

    quantities: dict[str, int]
    faults: list[FaultyLine]


def read_stock_lines(text: str, known: Mapping[str, object]) -> StockLines:
    """Lines of ``text`` with comma, semicolon or tab; ``known`` holds the supplier's SKUs in capitals.

    An empty line and a heading ``sku,quantity`` are passed over. Nothing is raised: every fault is named.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    quantities: dict[str, int] = {}
    faults: list[FaultyLine] = []
    if len(lines) > MOST_LINES:
        message = _("Send at most %(limit)d lines at once; divide the file.") % {"limit": MOST_LINES}
        return StockLines({}, [FaultyLine(MOST_LINES + 1, "", message)])
    for number, line in enumerate(lines, start=1):
        if not line.strip() or (number == 1 and _is_heading(line)):
            continue
        sku, message = _take(line, known, quantities)
        if message:
            faults.append(FaultyLine(number, line[:80], message))
        elif sku is None:
            faults.append(FaultyLine(number, line[:80], _("Write the SKU, a comma and the quantity.")))
    return StockLines(quantities, faults)


def pieces_told(text: str) -> int | None:
    """The whole number that ``text`` is; ``None`` when it is none or beyond all reason."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def _is_heading(line: str) -> bool:
    first = _cells(line)[0].strip().lower()
    return first in ("sku", "article", "货号", "商品编码")


def _cells(line: str) -> list[str]:
    delimiter = next((mark for mark in ("\t", ";", ",") if mark in line), ",")
    try:
        return next(csv.reader([line], delimiter=delimiter), [""])
    except csv.Error:  # an endless cell
        return [""]


def _take(line: str, known: Mapping[str, object], quantities: dict[str, int]) -> tuple[str | None, str]:
    cells = [cell.strip() for cell in _cells(line)]
    if len(cells) != COLUMNS or not cells[0]:
        return None, ""
    sku, told = cells[0].upper(), cells[1].replace(" ", "")
    if sku not in known:
        return sku, _("You have no offer with the SKU “%(sku)s”.") % {"sku": cells[0]}
    if sku in quantities:
        return sku, _("“%(sku)s” stands in an earlier line already; keep one of them.") % {"sku": cells[0]}
    pieces = pieces_told(told)
    if pieces is None:
        return sku, _("“%(told)s” is not a whole number of pieces.") % {"told": cells[1]}
    if pieces > MOST_UNITS:
        return sku, _("At most %(limit)d pieces can be reported.") % {"limit": MOST_UNITS}
    quantities[sku] = pieces
    return sku, ""
