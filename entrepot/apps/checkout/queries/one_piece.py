"""What one piece of every article costs at the door of a country, by the lane that is cheapest all in all.

The bulk duty engine prices all articles by each lane at once. Nothing is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from entrepot.apps.checkout.queries.assortment import Assortment
from entrepot.apps.checkout.queries.goods import wanted_line
from entrepot.apps.checkout.queries.landed import PricedLine, article_for, consignment_for
from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.markets.queries import currencies, fx_rate
from entrepot.apps.taxation.queries import rate_on
from entrepot.domain.duties import Consignment, Importer, Notice, Place, Status
from entrepot.domain.duties.bulk import BulkAnswer, Catalogue, quote_catalogue
from entrepot.domain.money import Money
from entrepot.domain.sourcing.charged import barring
from entrepot.domain.sourcing.freight import freight
from entrepot.domain.sourcing.routes import Route, WantedLine, find_routes, refusal

Rank = tuple[bool, int, int, tuple[str, str]]
AMOUNTS: Final = ("duty", "tax", "fees", "landed", "due_on_delivery")


@dataclass(frozen=True, slots=True)
class PiecePrice:
    """One piece at the door. Amounts are in minor units of the list's currency; ``landed`` = ``goods`` +
    ``freight`` + ``duty`` + ``tax`` + ``fees``, of which ``due_on_delivery`` is paid on delivery.

    When it cannot be sent, ``reason`` (of a blocked line) and ``facts`` say why, and there is no amount but
    ``goods``. ``is_in_stock`` is false for what is sold out everywhere: it is priced as if there were some.
    """

    variant_id: int
    goods: int
    is_in_stock: bool
    freight: int = 0
    duty: int = 0
    tax: int = 0
    fees: int = 0
    landed: int = 0
    due_on_delivery: int = 0
    status: str = "blocked"
    lane: str = ""
    ships_from: str = ""
    handling_days: int = 0
    min_days: int = 0
    max_days: int = 0
    reason: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def one_piece_prices(offered: Assortment, country: str, currency: str) -> list[PiecePrice]:
    """One piece of everything ``offered`` to somewhere in ``country``, in ``currency``.

    Equal to what ``plan_basket`` says of one piece by the same lane. Raises ``Refused`` without a rate for
    ``currency``.
    """
    return list(_Pricing(offered, country, currency).prices())


@dataclass
class _Pricing:
    offered: Assortment
    country: str
    currency: str
    barred: dict[str, Notice] = field(default_factory=dict)
    best: dict[str, tuple[Rank, PiecePrice]] = field(default_factory=dict)

    def prices(self) -> Iterator[PiecePrice]:
        """Of everything offered, in no order."""
        found = self.offered.goods
        lines = {
            str(each.id): PricedLine(each, 1, found.unit_price(each.id, self.currency, self.offered.on))
            for each in found.variants.values()
        }
        wanted = {line_id: wanted_line(line.variant, 1, line.unit_price) for line_id, line in lines.items()}
        routes = find_routes(list(wanted.values()), found.sources, self.offered.book, self.country)
        by_lane: dict[str, list[Route]] = {}
        for route in routes:
            if route.lane.currency in currencies(self.offered.on):
                by_lane.setdefault(route.lane.code, []).append(route)
        for same_lane in by_lane.values():
            self._quote(same_lane, lines, wanted)
        accepts_partial = known_country(self.country).accepts_partial_quote
        for line_id, line in lines.items():
            if line_id not in self.best:
                yield self._blocked(line, wanted[line_id])
                continue
            price = self.best[line_id][1]
            if price.status == Status.PARTIAL and not accepts_partial:
                price = replace(price, status="blocked", reason="charges_unknown")
            yield price

    def _quote(
        self, routes: Sequence[Route], lines: Mapping[str, PricedLine], wanted: Mapping[str, WantedLine]
    ) -> None:
        """Price all that some source sends by one lane, and keep what is better than before."""
        lane = routes[0].lane
        rate = fx_rate(lane.currency, self.currency, self.offered.on).rate
        carried = sorted({line_id for route in routes for line_id in route.carries}, key=int)
        articles = []
        for line_id in carried:
            found = freight(lane, self.country, wanted[line_id].load(1)).price
            price = found.converted(rate, self.currency).rounded()
            articles.append(article_for(lines[line_id], self.country, price.to_minor()))
        catalogue = Catalogue(articles, self.currency)
        sent = self._sent(routes[0], lines[carried[0]])
        answer = quote_catalogue(catalogue, sent, self.offered.position.rulebook)
        for row, line_id in enumerate(catalogue.ids):
            notice = barring(answer.restrictions.get(row, ()))
            if notice is not None:
                self.barred[line_id] = notice
                continue
            route = min((route for route in routes if line_id in route.carries), key=_soonest)
            self._keep(line_id, self._priced(catalogue, answer, row, route), route)

    def _sent(self, route: Route, line: PricedLine) -> Consignment:
        """How everything is sent on the lane, with every rate that the duty of any article may ask for."""
        asked = consignment_for(
            route=route, lines=[line], freight=Money.zero(self.currency), destination=Place(self.country),
            on=self.offered.on, importer=Importer(), position=self.offered.position,
        )  # fmt: skip
        others = currencies(self.offered.on) - {self.currency}
        rates = (rate_on(self.currency, other, self.offered.on) for other in sorted(others))
        return replace(asked, fx=tuple(rate for rate in rates if rate is not None))

    def _priced(self, catalogue: Catalogue, answer: BulkAnswer, row: int, route: Route) -> PiecePrice:
        variant_id, lane = int(catalogue.ids[row]), route.lane
        return PiecePrice(
            variant_id=variant_id,
            goods=catalogue.prices[row],
            is_in_stock=variant_id in self.offered.in_stock,
            freight=catalogue.freights[row],
            **{name: getattr(answer, name)[row] for name in AMOUNTS},
            status=answer.status_of(row).value,
            lane=lane.code,
            ships_from=route.source.country,
            handling_days=route.source.lead_days + lane.handling_days,
            min_days=lane.min_days,
            max_days=lane.max_days,
        )

    def _keep(self, line_id: str, price: PiecePrice, route: Route) -> None:
        """What is known in full goes before what is not, then what is cheapest, then what is soonest."""
        rank = (price.status == Status.PARTIAL, price.landed, *_soonest(route))
        if line_id not in self.best or rank < self.best[line_id][0]:
            self.best[line_id] = rank, price

    def _blocked(self, line: PricedLine, wanted: WantedLine) -> PiecePrice:
        why = refusal(wanted, self.offered.goods.sources, self.offered.book, self.country, 0)
        notice = self.barred.get(wanted.id)
        return PiecePrice(
            variant_id=line.variant.id,
            goods=line.unit_price.to_minor(),
            is_in_stock=line.variant.id in self.offered.in_stock,
            reason="prohibited" if notice else why.reason,
            facts=dict(notice.params) if notice else why.facts,
        )


def _soonest(route: Route) -> tuple[int, tuple[str, str]]:
    return route.longest_days, route.code
