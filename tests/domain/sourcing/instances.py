"""Seeded routing problems: stock, caps, parcels by 0.5 kg steps and volume, duty, lateness, splits.

All costs are whole ten-thousandths of a euro, so that the oracle and the model add up to the last digit.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import ceil
from random import Random

from entrepot.domain.sourcing.prices import FINE
from entrepot.domain.sourcing.problem import Carriage, Charges, Items, Problem
from entrepot.domain.sourcing.routes import Route, Source, WantedLine
from tests.domain.sourcing.world import a_lane

STEP_G = 500
SPLIT = 2 * FINE
LATE_AFTER = 10
LATE = FINE // 2


@dataclass(frozen=True)
class Article:
    quantity: int
    grams: int
    cubic_cm: int
    cents: int
    hs6: str


@dataclass(frozen=True)
class Sender:
    """``base`` and ``step`` are per parcel and per started 0.5 kg; ``cap_g`` is the most of one parcel."""

    country: str
    stock: tuple[int, ...]
    base: int
    step: int
    divisor: int
    cap_g: int
    days: int

    @property
    def imports(self) -> bool:
        return self.country != "DE"


@dataclass(frozen=True)
class Law:
    """Above ``limit`` (cents, of all that crosses the border): ``percent`` by HS6 and ``brokerage`` for each
    consignment. Up to it: ``flat`` for each HS6 of a consignment."""

    limit: int = 15_000
    flat: int = 0
    brokerage: int = 8 * FINE
    percent: dict[str, int] = field(default_factory=lambda: {"610910": 12, "691110": 5, "950300": 0,
                                                             "851830": 2})  # fmt: skip


THRESHOLD = Law()
FLAT_2026 = Law(flat=3 * FINE)


@dataclass(frozen=True)
class Instance:
    articles: tuple[Article, ...]
    senders: tuple[Sender, ...]
    parcels: int
    law: Law

    @cached_property
    def problem(self) -> Problem:
        lines = tuple(
            WantedLine(f"a{n:02}", one.quantity, one.grams, value=Decimal(one.cents) / 100)
            for n, one in enumerate(self.articles)
        )
        routes = []
        for n, sender in enumerate(self.senders):
            available = {line.id: pieces for line, pieces in zip(lines, sender.stock, strict=True) if pieces}
            if available:
                source = Source(f"s{n:02}", "own", sender.country, available)
                routes.append(Route(source, a_lane(f"l{n:02}", sender.country), available))
        return Problem(lines, tuple(routes), "DE", self.carry, self.charge)

    def carry(self, route: Route, items: Items) -> Carriage | None:
        sender = self.senders[int(route.source.warehouse[1:])]
        pieces = [self.articles[int(line[1:])] for line, n in items for _ in range(n)]
        packed = packing(pieces, sender, self.parcels)
        if packed is None:
            return None
        steps, parcels = packed
        freight = parcels * sender.base + steps * sender.step
        late = max(sender.days - LATE_AFTER, 0) * LATE * len(pieces)
        return Carriage(Decimal(freight) / FINE, Decimal(freight + late + SPLIT) / FINE, parcels)

    def charge(self, route: Route, items: Items, _freight: Decimal, linked: Decimal) -> Charges:
        if route.source.country == "DE":
            return Charges()
        goods = [(line, self.articles[int(line[1:])], n) for line, n in items]
        sale = sum(one.cents * n for _line, one, n in goods) + int(linked * 100)
        if sale <= self.law.limit:
            return Charges(Decimal(self.law.flat * len({one.hs6 for _line, one, _n in goods})) / FINE)
        duty = {line: Decimal(one.cents * n * self.law.percent[one.hs6]) / FINE for line, one, n in goods}
        amount = sum(duty.values(), Decimal(self.law.brokerage) / FINE)
        return Charges(amount, duty, limits=frozenset({"limit"}))


def packing(pieces: list[Article], sender: Sender, parcels: int) -> tuple[int, int] | None:
    """The fewest price steps, then parcels, for ``pieces``; ``None`` when they do not fit."""
    best: tuple[int, int, int] | None = None
    floor = 0
    pieces = sorted(pieces, key=lambda one: -one.grams)
    price = sender.base, sender.step

    def put(at: int, bins: list[tuple[int, int]]) -> None:
        nonlocal best
        if best and best[0] <= floor:
            return
        if at == len(pieces):
            steps = sum(ceil(max(g, volume) / STEP_G) for g, volume in bins)
            cost = steps * price[1] + len(bins) * price[0], steps, len(bins)
            best = min(best, cost) if best else cost
            return
        grams = pieces[at].grams
        volume = volumetric(pieces[at], sender)
        seen = set()
        for n, (g, v) in enumerate(bins):
            both = g + grams, v + volume
            if max(both) <= sender.cap_g and (g, v) not in seen:
                seen.add((g, v))
                put(at + 1, [*bins[:n], both, *bins[n + 1 :]])
        if len(bins) < parcels and max(grams, volume) <= sender.cap_g:
            put(at + 1, [*bins, (grams, volume)])

    whole = sum(one.grams for one in pieces), sum(volumetric(one, sender) for one in pieces)
    if max(whole) <= sender.cap_g:
        return ceil(max(whole) / STEP_G), 1
    if max(whole) > parcels * sender.cap_g:
        return None
    floor = ceil(max(whole) / STEP_G) * sender.step + -(-max(whole) // sender.cap_g) * sender.base
    put(0, [])
    return best[1:] if best else None


def volumetric(article: Article, sender: Sender) -> int:
    """Grams by volume of one piece, rounded up; 0 where volume does not count."""
    return -(-article.cubic_cm * 1000 // sender.divisor) if sender.divisor else 0


def instance(
    seed: int, articles: int, senders: int, parcels: int, law: Law = THRESHOLD, listed: float = 0.45
) -> Instance:
    """Sizes like those of Olist (median 700 g, 25 x 13 x 20 cm); a sender has an article with probability
    ``listed``. The same seed gives the same instance."""
    chance = Random(seed)
    goods = tuple(
        Article(
            quantity=chance.choices((1, 2, 3), (6, 3, 1))[0],
            grams=min(int(chance.lognormvariate(6.55, 0.8)) + 50, 3_500),
            cubic_cm=min(int(chance.lognormvariate(8.3, 0.7)) + 100, 15_000),
            cents=int(chance.lognormvariate(8.0, 0.7)) + 200,
            hs6=chance.choice(sorted(law.percent)),
        )
        for _ in range(articles)
    )
    return Instance(goods, tuple(_sender(chance, articles, listed) for _ in range(senders)), parcels, law)


def _sender(chance: Random, articles: int, listed: float) -> Sender:
    return Sender(
        country=chance.choice(("DE", "CN", "CN", "CN", "GB", "US")),
        stock=tuple(chance.choice((1, 1, 2, 3)) if chance.random() < listed else 0 for _ in range(articles)),
        base=chance.randrange(200, 700) * FINE // 100,
        step=chance.randrange(60, 260) * FINE // 100,
        divisor=chance.choice((0, 5000, 6000, 8000)),
        cap_g=chance.choice((2_000, 3_000, 5_000)),
        days=chance.randrange(2, 21),
    )
