"""Sourcing, freight, duty and tax of a whole basket; nothing is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from entrepot.apps.checkout.queries.choices import by_choice
from entrepot.apps.checkout.queries.goods import Goods, wanted_line
from entrepot.apps.checkout.queries.landed import PricedLine, consignment_for
from entrepot.apps.checkout.queries.priced import BlockedLine, PricedConsignment, PricedPlan
from entrepot.apps.lanes.queries import lane_book
from entrepot.apps.markets.queries import FxQuote, fx_rate
from entrepot.apps.taxation.queries import TaxPosition, landed_costs, tax_position
from entrepot.domain.duties import Notice, Place, Status
from entrepot.domain.sourcing.lanes import LaneBook
from entrepot.domain.sourcing.plan import Plan, PlannedConsignment, plan
from entrepot.domain.sourcing.routes import Refusal, WantedLine
from entrepot.kit.errors import Refused

Barred = dict[tuple[str, str], Notice]


def plan_basket(
    *,
    goods: Goods,
    quantities: Mapping[int, int],
    destination: Place,
    currency: str,
    on: date,
    importer_id: str = "",
    choices: Mapping[str, str] | None = None,
) -> PricedPlan:
    """The plan for ``quantities`` (variant id -> pieces) to ``destination``, priced in ``currency``.

    ``choices`` maps a warehouse to the lane the buyer prefers for what it sends. Raises ``Refused`` 422 for
    a lane that is not offered, and when a price cannot be converted. Lines that cannot be sold are
    ``blocked``; what law forbids on a lane is planned again without it.
    """
    sellable = [
        variant_id
        for variant_id in quantities
        if variant_id in goods.variants and goods.variants[variant_id].is_active
    ]
    book = lane_book(on)
    fx = _rates(book, goods, sellable, destination.country, currency, on)
    work = _Work(goods, destination, currency, on, importer_id, tax_position(on), book, fx)
    wanted = [wanted_line(goods.variants[variant_id], quantities[variant_id]) for variant_id in sellable]
    barred: Barred = {}
    while True:
        planned = work.source(wanted, barred)
        priced = work.price(by_choice(planned.consignments, choices or {}))
        forbidden = _forbidden(priced)
        if not forbidden:
            break
        barred |= forbidden
    blocked = [
        BlockedLine(variant_id, goods.variants.get(variant_id), quantities[variant_id], "off_sale", {})
        for variant_id in quantities
        if variant_id not in sellable
    ]
    blocked += [_blocked(refusal, goods, quantities, barred) for refusal in planned.refused]
    return PricedPlan(destination.country, currency, on, priced, tuple(blocked), fx, work.position)


@dataclass(frozen=True)
class _Work:
    """What stays the same from one round of planning to the next."""

    goods: Goods
    destination: Place
    currency: str
    on: date
    importer_id: str
    position: TaxPosition
    book: LaneBook
    fx: Mapping[tuple[str, str], FxQuote]

    def source(self, wanted: list[WantedLine], barred: Barred) -> Plan:
        rates = {base: found.rate for (base, _currency), found in self.fx.items()}
        return plan(
            lines=wanted, sources=self.goods.sources, book=self.book, destination=self.destination.country,
            currency=self.currency, rates=rates, barred=barred,
        )  # fmt: skip

    def price(self, consignments: Iterable[PlannedConsignment]) -> tuple[PricedConsignment, ...]:
        """Each consignment with its lines priced and its landed cost."""
        return tuple(self._price(planned) for planned in consignments)

    def _price(self, planned: PlannedConsignment) -> PricedConsignment:
        lines = tuple(self._line(int(line_id), pieces) for line_id, pieces in planned.items)
        asked = consignment_for(
            route=planned.route, lines=lines, freight=planned.price, destination=self.destination,
            on=self.on, importer_id=self.importer_id, position=self.position,
        )  # fmt: skip
        (landed,) = landed_costs([asked], self.position)
        return PricedConsignment(planned, lines, asked, landed)

    def _line(self, variant_id: int, pieces: int) -> PricedLine:
        price = self.goods.unit_price(variant_id, self.currency, self.on)
        return PricedLine(self.goods.variants[variant_id], pieces, price)


def _rates(
    book: LaneBook, goods: Goods, variant_ids: Iterable[int], country: str, currency: str, on: date
) -> dict[tuple[str, str], FxQuote]:
    """Rates into the buyer's currency of the prices and of every lane that could serve."""
    found = {}
    for base in sorted({lane.currency for lane in book.lanes if country in lane.destinations}):
        try:
            found[base, currency] = fx_rate(base, currency, on)
        except Refused:
            continue  # a lane priced in a currency without a rate is not offered
    for variant_id in variant_ids:
        base = goods.variants[variant_id].price.currency
        found[base, currency] = fx_rate(base, currency, on)
    return found


def _forbidden(priced: Iterable[PricedConsignment]) -> Barred:
    """Which lines must not go by which lane, as the duty engine just said."""
    found: Barred = {}
    for consignment in priced:
        if consignment.landed.status is not Status.REFUSED:
            continue
        everything = tuple(line_id for line_id, _pieces in consignment.planned.items)
        for restriction in consignment.landed.restrictions:
            if restriction.effect in ("prohibited", "mode_not_available"):
                ids = restriction.notice.line_ids or everything
                found |= {(line_id, consignment.route.lane.code): restriction.notice for line_id in ids}
    return found


def _blocked(refusal: Refusal, goods: Goods, quantities: Mapping[int, int], barred: Barred) -> BlockedLine:
    variant_id = int(refusal.line_id)
    facts = dict(refusal.facts)
    if refusal.reason == "prohibited":
        notice = next(notice for (line_id, _lane), notice in barred.items() if line_id == refusal.line_id)
        facts |= notice.params
    return BlockedLine(variant_id, goods.variants[variant_id], quantities[variant_id], refusal.reason, facts)
