"""Keep the landed prices that lists and feeds show: one piece of everything, to every open country."""

import json
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from entrepot.apps.checkout.models import LandedPrice, LandedPriceList
from entrepot.apps.checkout.queries.assortment import Assortment, assortment
from entrepot.apps.checkout.queries.one_piece import PiecePrice, one_piece_prices
from entrepot.apps.markets.queries import open_countries, selling_currency
from entrepot.domain.money import minor_digits
from entrepot.kit.one_at_a_time import one_at_a_time

Say = Callable[[str], None]
IN_MINOR_UNITS = frozenset(("goods", "freight", "duty", "tax", "fees", "landed", "due_on_delivery"))
COLUMNS = [each.name for each in fields(PiecePrice)]


def price_listings(*, on: date, say: Say, countries: Sequence[str] = (), anew: bool = False) -> int:
    """Price everything for sale ``on`` a day to all open countries, or to ``countries``; returns to how many.

    A country whose goods, stock, law, lanes and rates are those of the last time is passed over unless
    ``anew``. Each is done in a transaction of its own, so that what was interrupted goes on where it stopped;
    prices of countries no longer open are dropped. ``say`` hears of each country. While it is being done
    elsewhere nothing is done here: 0.
    """
    with one_at_a_time("price_listings") as is_ours:
        if is_ours:
            return _price_all(on, say, countries, anew=anew)
    say("Prices are being worked out already.")
    return 0


def _price_all(on: date, say: Say, countries: Sequence[str], *, anew: bool) -> int:
    codes = [row.code for row in open_countries()]
    LandedPriceList.objects.exclude(country__in=codes).delete()
    offered = assortment(on)
    known = dict(LandedPriceList.objects.values_list("country", "checksum"))
    wanted = [code for code in codes if not countries or code in countries]
    done = 0
    for number, code in enumerate(wanted, 1):
        currency = selling_currency(code, on)
        checksum = offered.checksum(code, currency)
        if known.get(code) == checksum and not anew:
            continue
        made = _price(offered, code, currency, checksum)
        done += 1
        say(f"{number}/{len(wanted)} {code}: {made}")
    return done


def _price(offered: Assortment, country: str, currency: str, checksum: str) -> LandedPriceList:
    prices = one_piece_prices(offered, country, currency)
    made = LandedPriceList(
        country=country,
        currency=currency,
        valid_on=offered.on,
        rulebook=offered.position.rulebook.fingerprint,
        checksum=checksum,
        articles=len(prices),
        partial=sum(price.status == "partial" for price in prices),
        blocked=sum(price.status == "blocked" for price in prices),
        priced_at=timezone.now(),
    )
    with transaction.atomic():
        made.save()
        LandedPrice.objects.filter(price_list=made).delete()
        _copy(made, prices)
    return made


def _copy(made: LandedPriceList, prices: Sequence[PiecePrice]) -> None:
    digits = minor_digits(made.currency)
    columns = ", ".join(["price_list_id", *COLUMNS])
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {LandedPrice._meta.db_table} ({columns}) from stdin") as rows,
    ):
        for price in prices:
            rows.write_row([made.country, *(_cell(price, name, digits) for name in COLUMNS)])


def _cell(price: PiecePrice, name: str, digits: int) -> Any:
    value = getattr(price, name)
    if name in IN_MINOR_UNITS:
        return Decimal(value).scaleb(-digits)
    return json.dumps(dict(value)) if name == "facts" else value
