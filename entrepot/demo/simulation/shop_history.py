"""The shop's own orders over the ways of the packaged markets, each asked for what its buyers bought."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Final

from entrepot.apps.orders.models import OrderLine
from entrepot.apps.planning.queries import paid_lines
from entrepot.demo.simulation.demand import thinned
from entrepot.demo.simulation.markets import (
    CENT,
    MARKETS,
    RateOn,
    attribute,
    law,
    market,
    market_names,
    rates_on,
)
from entrepot.domain.packing.hazards import hazard_flags
from entrepot.domain.ports.scenarios import TooFewOrders
from entrepot.domain.quantity import Dimensions
from entrepot.domain.simulation.law import Law
from entrepot.domain.simulation.world import Article, Hazards, Market, Order
from entrepot.rules import packaged_rulebook
from entrepot.rules.ecb_rates import ecb_rate

# Of fewer, a share on time says nothing: 29 of 30 may as well be 83 % as 99 %.
LEAST: Final = 30


class ShopHistory:
    """Orders on the days on which they were placed, by the buyer's country."""

    code = "shop"

    @property
    def markets(self) -> Mapping[str, Mapping[str, str]]:
        return market_names()

    def open(
        self, *, start: date, days: int, orders: int, codes: Sequence[str], known_at: datetime
    ) -> tuple[Law, list[Market]]:
        rate_on = cache(ecb_rate)
        since = start - timedelta(days=Hazards().sales_days)
        last = start + timedelta(days=days - 1)
        found = [
            _market(code, _lines(code, since, last, known_at), start, orders, rate_on)
            for code in MARKETS
            if code in codes
        ]
        return law(packaged_rulebook(), rate_on), found

    def check(self, *, start: date, days: int, codes: Sequence[str], known_at: datetime) -> None:
        last = start + timedelta(days=days - 1)
        counted = {
            code: len({line.order_id for line in _lines(code, start, last, known_at)}) for code in codes
        }
        if few := {code: orders for code, orders in counted.items() if orders < LEAST}:
            raise TooFewOrders(few, LEAST)


def _lines(code: str, first: date, last: date, known_at: datetime) -> list[OrderLine]:
    _name, destination, *_rest = MARKETS[code]
    return paid_lines(country=destination.country, first=first, last=last, known_at=known_at)


def _market(code: str, lines: Sequence[OrderLine], start: date, most: int, rate_on: RateOn) -> Market:
    currency = MARKETS[code][2]
    articles = {}
    for line in lines:  # the latest sale has the price
        articles[line.sku] = _article(line, _rate(line.currency, currency, start, rate_on))
    before, played = thinned(_orders(lines), start, most)
    return market(code, articles, before, played, rates_on(code, start, rate_on))


def _rate(currency: str, into: str, on: date, rate_on: RateOn) -> Decimal:
    if currency == into:
        return Decimal(1)
    found = rate_on(currency, into, on)
    if found is None:
        raise ValueError(f"no exchange rate of {currency} in {into} is published for {on}")
    return found.rate


def _orders(lines: Iterable[OrderLine]) -> list[Order]:
    orders = []
    for order, own in groupby(lines, key=lambda line: line.order):
        pieces = Counter[str]()
        for line in own:
            pieces[line.sku] += line.quantity
        orders.append(Order(order.number, order.placed_at, tuple(pieces.items())))
    return orders


def _article(line: OrderLine, rate: Decimal) -> Article:
    """As it was when bought; its size and what it consists of as they are known now."""
    variant = line.variant
    sides = variant.length_mm, variant.width_mm, variant.height_mm
    return Article(
        id=line.sku,
        hs=line.hs_code,
        origin=line.origin_country,
        price=(line.unit_amount * rate).quantize(CENT),
        net_weight_g=line.net_weight_g,
        gross_weight_g=line.gross_weight_g,
        description=line.customs_description,
        dimensions=Dimensions(*(side or 0 for side in sides)) if all(sides) else None,
        flags=hazard_flags(variant.attributes, variant.hs6),
        attributes={
            name: attribute(value)
            for name, value in variant.attributes.items()
            if isinstance(value, bool | int | float | str)
        },
    )
