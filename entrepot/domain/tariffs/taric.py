"""The duties of an EU TARIC extraction, as CSV with the columns of the monthly workbook."""

from datetime import date, datetime, timedelta
from typing import Final

from entrepot.domain.tariffs.columns import rows_of
from entrepot.domain.tariffs.duty_texts import union_duty
from entrepot.domain.tariffs.model import Extract, TariffLine, Unread, digits, read_with

_NAMES: Final = {
    "code": ("Goods code", "Goods nomenclature code"),
    "additional": ("Add code", "Additional code"),
    "from": ("Start date", "Validity start date"),
    "to": ("End date", "Validity end date"),
    "area": ("Origin code", "Geo area code"),
    "kind": ("Meas. type code", "Measure type code"),
    "duty": ("Duty", "Duty expression"),
    "order": ("Order No.", "Order number"),
}
ALL_COUNTRIES: Final = "1011"
_THIRD_COUNTRY: Final = "103"
_KINDS: Final = (_THIRD_COUNTRY, "142", "145", "105", "106")
_CODE_DIGITS: Final = 10


def from_csv(text: str) -> Extract:
    """Third-country duties (measure 103 for all countries) and preferences; other measures are passed over.

    Raises ``WrongColumns`` for another file.
    """
    made = Extract()
    for number, row in enumerate(rows_of(text, _NAMES, ("code", "area", "kind", "duty")), 1):
        kind, place = row["kind"], f"row {number} {row['code']}"
        if kind not in _KINDS or row.get("order"):
            continue
        made.rows += 1
        code, wording = _significant(digits(row["code"])[:_CODE_DIGITS]), row["duty"]
        if not code or row.get("additional"):
            why = "depends on an additional code" if code else "no goods code"
            made.unread.append(Unread(place, wording, why))
            continue
        rate, why = read_with(union_duty, wording)
        ends = _day(row.get("to", ""))
        made.lines.append(
            TariffLine(
                code, wording, rate, why,
                "" if (kind, row["area"]) == (_THIRD_COUNTRY, ALL_COUNTRIES) else f"{kind}:{row['area']}",
                valid_from=_day(row.get("from", "")), valid_to=ends + timedelta(days=1) if ends else None,
            )
        )  # fmt: skip
    return made


def _significant(code: str) -> str:
    while len(code) > 4 and code.endswith("00"):
        code = code[:-2]
    return code


def _day(raw: str) -> date | None:
    """``2026-07-01`` or ``01-07-2026``; empty is no limit."""
    if not raw:
        return None
    form = "%Y-%m-%d" if raw[4:5] == "-" else "%d-%m-%Y"
    return datetime.strptime(raw[:10].replace("/", "-"), form).date()  # noqa: DTZ007
