"""A CSV that a merchant fills by hand: ``code,rate`` and, where wanted, dates, season and description."""

import re
from datetime import date
from typing import Final

from entrepot.domain.duties.rates import parse_rate
from entrepot.domain.tariffs.columns import rows_of
from entrepot.domain.tariffs.model import Extract, Season, TariffLine, Unread, digits, read_with

EXAMPLE: Final = """\
code,rate,valid_from,valid_to,season,program,description
610910,12%,,,,,T-shirts
610910,Free,,,,EU-VN,T-shirts from Viet Nam with proof of origin
070200,8.8% + 2.10 EUR/100kg,2026-01-01,2027-01-01,05-15/09-30,,Tomatoes in summer
"""
_NAMES: Final = {
    "code": ("hs", "hs code", "commodity code"),
    "rate": ("duty", "duty rate"),
    "valid_from": ("from",),
    "valid_to": ("to",),
    "season": (),
    "program": ("preference",),
    "description": (),
}
_SHORTEST, _LONGEST = 2, 13


def from_csv(text: str) -> Extract:
    """Rows with a fault are listed and give no line. Raises ``WrongColumns`` for another file."""
    made = Extract()
    for number, row in enumerate(rows_of(text, _NAMES, ("code", "rate")), 1):
        made.rows += 1
        code = digits(row["code"])
        try:
            if not _SHORTEST <= len(code) <= _LONGEST:
                raise ValueError("a code has 2 to 13 digits")
            begins, ends = _day(row.get("valid_from", "")), _day(row.get("valid_to", ""))
            if begins and ends and begins >= ends:
                raise ValueError("valid_from must be before valid_to")
            season = _season(row.get("season", ""))
        except ValueError as error:
            made.unread.append(Unread(f"row {number} {row['code']}", row["rate"], str(error)))
            continue
        rate, why = read_with(parse_rate, row["rate"])
        if rate is None:
            made.unread.append(Unread(f"row {number} {row['code']}", row["rate"], why))
            continue
        made.lines.append(
            TariffLine(
                code, row["rate"], rate, "", row.get("program", ""), row.get("description", ""),
                valid_from=begins, valid_to=ends, season=season,
            )
        )  # fmt: skip
    return made


def _day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw) if raw else None
    except ValueError as error:
        raise ValueError(f"{raw!r} is not a date like 2026-07-01") from error


def _season(raw: str) -> Season | None:
    if not raw:
        return None
    if not re.fullmatch(r"(0[1-9]|1[0-2])-([0-2]\d|3[01])/(0[1-9]|1[0-2])-([0-2]\d|3[01])", raw):
        raise ValueError(f"{raw!r} is not a season like 05-15/09-30")
    begins, ends = raw.split("/")
    return begins, ends
