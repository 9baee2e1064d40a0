"""Australia's Working Tariff, schedule 3, as a CSV of item, statistical code, unit and rate text.

A rate text says the general rate, then rates of programmes (``5% DCS4% DCT5%``), then later stages
(``From1July2019 Free``), each with programmes of its own.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from entrepot.domain.tariffs.columns import rows_of
from entrepot.domain.tariffs.duty_texts import australian_duty
from entrepot.domain.tariffs.model import Extract, TariffLine, Unread, digits, read_with

_NAMES: Final = {
    "tariff_item": ("referenceNumber", "reference number"),
    "statistical_code": ("statisticalCode", "statistical code"),
    "unit": (),
    "duty_rate_text": ("dutyRate", "duty rate", "rate"),
    "description": (),
}
_STAGE: Final = re.compile(r"From\s*(\d{1,2})\s*([A-Z][a-z]+)\s*(\d{4})")
_PROGRAM: Final = re.compile(
    r"\s*(?<![A-Za-z/])((?:NZ\s*/[A-Z/ ]*[A-Z])|DCS|DCT|DTC|DC|CA|MY);?\s*(?=[$\dF])"
)
_MISPRINTS: Final = {"DTC": "DCT"}


def from_csv(text: str) -> Extract:
    """Raises ``WrongColumns`` for another file."""
    made = Extract()
    rows = list(rows_of(text.replace("\u200b", ""), _NAMES, ("tariff_item", "duty_rate_text")))
    items = [digits(row["tariff_item"]) for row in rows]
    told_elsewhere = {code[:length] for code in items for length in range(4, len(code))}
    told_elsewhere |= {code for code, row in zip(items, rows, strict=True) if row["duty_rate_text"]}
    seen: set[tuple[str, str]] = set()
    for number, (code, row) in enumerate(zip(items, rows, strict=True), 1):
        made.rows += 1
        wording = row["duty_rate_text"]
        if not wording and code in told_elsewhere:
            made.headings += 1
        elif not wording or not re.search(r"%|\$|Free", wording):
            why = "no rate stands on the row" if not wording else "not a rate"
            made.unread.append(Unread(f"row {number} {row['tariff_item']}", wording, why))
        elif (code, wording) not in seen:
            seen.add((code, wording))
            made.lines += _lines(code, wording, row)
    return made


def _lines(code: str, wording: str, row: dict[str, str]) -> Iterator[TariffLine]:
    units = tuple(filter(None, (row.get("unit", ""),)))
    for stage, valid_from, valid_to in _stages(wording):
        for program, text in _programs(stage):
            rate, why = read_with(australian_duty, text)
            yield TariffLine(
                code, text, rate, why, program, row.get("description", ""), units, valid_from, valid_to
            )


def _stages(wording: str) -> Iterator[tuple[str, date | None, date | None]]:
    """Each stage of a rate with its first day and the first day of the next."""
    found = list(_STAGE.finditer(wording))
    days = [datetime.strptime(" ".join(one.groups()), "%d %B %Y").date() for one in found]  # noqa: DTZ007
    starts = [None, *days]
    ends = [*days, None]
    texts = [wording[begin:end] for begin, end in zip(
        [0, *(one.end() for one in found)], [*(one.start() for one in found), len(wording)], strict=True
    )]  # fmt: skip
    for text, begin, end in zip(texts, starts, ends, strict=True):
        if text.strip():
            yield text.strip(), begin, end


def _programs(stage: str) -> Iterator[tuple[str, str]]:
    """``("", general rate)`` first, then each programme with its rate."""
    general, *rest = _PROGRAM.split(stage)
    yield "", general.strip()
    for program, text in zip(rest[::2], rest[1::2], strict=True):
        name = re.sub(r"\s+", "", program)
        yield _MISPRINTS.get(name, name), text.strip()
