"""Official tariffs read into lines with raw text and parsed rate. Pure: text in, ``Extract`` out.

    extract = FORMATS["usitc-csv"].read(text)
    extract.lines         # TariffLine: code, rate_text, rate or why_unread, program, validity, season
    extract.unread        # rows that gave no line, each with its place and reason
    table_of("US", extract.lines, source=..., confidence="H", date_kind="entry")

Nothing is guessed: a wording that is not understood stays in the table as such, and goods of its code are a
named gap. ``section301`` reads the lists of additional duty by HS8.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from entrepot.domain.tariffs import australia, plain, taric, uk, usitc
from entrepot.domain.tariffs.columns import WrongColumns
from entrepot.domain.tariffs.model import Extract, TariffLine, Unread, table_of

__all__ = ["FORMATS", "Extract", "TariffLine", "Unread", "WrongColumns", "table_of"]


@dataclass(frozen=True)
class Format:
    """``jurisdiction`` and ``date_kind`` of the tariff; empty means that the caller says."""

    read: Callable[[str], Extract]
    jurisdiction: str
    date_kind: str
    about: str


FORMATS: Final[Mapping[str, Format]] = {
    "usitc-csv": Format(usitc.from_csv, "US", "entry", "USITC export of the HTS, CSV"),
    "usitc-json": Format(usitc.from_json, "US", "entry", "USITC export of the HTS, JSON"),
    "au-schedule3": Format(australia.from_csv, "AU", "acceptance", "Australia, schedule 3, CSV"),
    "uk-api": Format(uk.from_json, "GB", "acceptance", "UK Trade Tariff API, one commodity or a list, JSON"),
    "taric-csv": Format(taric.from_csv, "EU", "acceptance", "EU TARIC extraction of duties, CSV"),
    "plain-csv": Format(plain.from_csv, "", "acceptance", "code,rate and dates, filled by hand"),
}
