"""Harmonized Tariff Schedule of the United States, as the USITC exports it (CSV or JSON)."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from entrepot.domain.tariffs.columns import rows_of
from entrepot.domain.tariffs.duty_texts import us_duty
from entrepot.domain.tariffs.model import Extract, TariffLine, Unread, digits, read_with

_NAMES: Final = {
    "htsno": ("HTS Number",),
    "general": ("General Rate of Duty",),
    "special": ("Special Rate of Duty",),
    "description": ("Description",),
    "units": ("Unit of Quantity",),
}
_PROGRAMS: Final = re.compile(r"([^()]*?)\s*\(([^()]*)\)")


def from_csv(text: str) -> Extract:
    """Raises ``WrongColumns`` for another file."""
    return _extract(rows_of(text, _NAMES, ("htsno", "general")))


def from_json(text: str) -> Extract:
    """The export as a list of objects. Raises ``ValueError`` for anything else."""
    content = json.loads(text)
    if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
        raise ValueError("the export is a list of objects")
    return _extract(content)


def _extract(rows: Iterable[Mapping[str, Any]]) -> Extract:
    """Rates stand on lines of 8 or 10 digits; those without inherit from the code they are part of.

    Chapters 98 and 99 are provisions, not goods, and are left out of the table.
    """
    made = Extract()
    for number, row in enumerate(rows, 1):
        made.rows += 1
        code, general = digits(str(row.get("htsno") or "")), str(row.get("general") or "").strip()
        if not general:
            made.headings += 1
        elif not code or code.startswith(("98", "99")):
            why = "a provision of chapter 98 or 99, not a class of goods" if code else "no code on the row"
            made.unread.append(Unread(f"row {number} {row.get('htsno') or ''}".strip(), general, why))
        else:
            _add(made, code, general, row)
    return made


def _add(made: Extract, code: str, general: str, row: Mapping[str, Any]) -> None:
    description, units = str(row.get("description") or ""), _units(row.get("units"))
    rate, why = read_with(us_duty, general)
    made.lines.append(TariffLine(code, general, rate, why, "", description, units))
    for stated, programs in _PROGRAMS.findall(str(row.get("special") or "")):
        wording = stated.strip()
        preferred, why = read_with(us_duty, wording)
        for program in filter(None, (one.strip() for one in programs.split(","))):
            made.lines.append(TariffLine(code, wording, preferred, why, program, description, units))


def _units(raw: object) -> tuple[str, ...]:
    stated = raw if isinstance(raw, list) else str(raw or "").split("|")
    return tuple(str(unit).strip() for unit in stated if str(unit).strip())
