"""The duty engine as sourcing asks it: what the law charges for a possible consignment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrepot.apps.checkout.queries.goods import Goods
from entrepot.apps.checkout.queries.landed import PricedLine, consignment_for
from entrepot.apps.taxation.queries import TaxPosition, landed_costs
from entrepot.domain.duties import Consignment, Importer, LandedCost, Place, Restriction
from entrepot.domain.money import Money
from entrepot.domain.sourcing.charged import charges_of
from entrepot.domain.sourcing.problem import Charges, Items
from entrepot.domain.sourcing.routes import Route

Answer = tuple[Consignment, LandedCost]


@dataclass
class Law:
    """Everything that a question to the engine needs beside the consignment. The same is asked once.

    ``sale`` is all that is bought: caps on quantities hold for what of it crosses the border together.
    """

    goods: Goods
    destination: Place
    currency: str
    on: date
    importer: Importer
    position: TaxPosition
    unknown_share: Decimal
    sale: Items = ()
    _answers: dict[tuple[object, ...], Answer] = field(default_factory=dict)
    _lines: dict[tuple[str, int], PricedLine] = field(default_factory=dict)
    _caps: dict[object, list[Restriction]] = field(default_factory=dict)

    def line(self, line_id: str, pieces: int) -> PricedLine:
        """The line at its price in the buyer's currency."""
        found = self._lines.get((line_id, pieces))
        if found is None:
            variant = self.goods.variants[int(line_id)]
            price = self.goods.unit_price(variant.id, self.currency, self.on)
            found = self._lines[line_id, pieces] = PricedLine(variant, pieces, price)
        return found

    def answer(self, route: Route, items: Items, freight: Money, linked: Decimal) -> Answer:
        """The engine's question and answer; ``linked`` is the value of the sale's other imported goods."""
        lane = route.lane
        key = (
            route.source.country, lane.mode, lane.channel, lane.incoterm, frozenset(items), freight.amount,
            linked,
        )  # fmt: skip
        found = self._answers.get(key)
        if found is None:
            asked = consignment_for(
                route=route, lines=[self.line(*item) for item in items], freight=freight,
                destination=self.destination, on=self.on, importer=self.importer, position=self.position,
                linked_value=linked,
            )  # fmt: skip
            (landed,) = landed_costs([asked], self.position)
            found = self._answers[key] = asked, landed
        return found

    def charges(self, route: Route, items: Items, freight: Decimal, linked: Decimal) -> Charges:
        """The answer as sourcing weighs it. For charges that are not known a share of the goods stands."""
        _asked, landed = self.answer(route, items, Money(freight, self.currency), linked)
        values = {line_id: self.line(line_id, n).total.amount for line_id, n in items}
        found = charges_of(landed, values, self.unknown_share)
        if linked and not found.forbidden:
            for cap in self._caps_on(route):
                if self._together(cap, dict(items), linked) > (cap.allowed or 0):
                    facts = {**cap.notice.params, "effect": cap.effect}
                    return Charges(forbidden=dict.fromkeys(cap.notice.line_ids, facts))
        return found

    def _caps_on(self, route: Route) -> list[Restriction]:
        """The caps that the whole sale would break by this kind of route."""
        lane = route.lane
        kind = route.source.country, lane.mode, lane.channel
        if kind not in self._caps:
            caps = self.destination.country in self.position.rulebook.capped
            restrictions = (
                self.answer(route, self.sale, Money.zero(self.currency), Decimal(0))[1].restrictions
                if caps else ()
            )  # fmt: skip
            self._caps[kind] = [each for each in restrictions if each.effect == "quantity_cap"]
        return self._caps[kind]

    def _together(self, cap: Restriction, here: Mapping[str, int], linked: Decimal) -> Decimal:
        """What counts towards ``cap`` of the consignment ``here`` and of the sale's other goods that cross
        the border: as much as goods worth ``linked`` can be at most."""
        counted, others = Decimal(0), []
        for line_id, pieces in self.sale:
            if line_id in cap.notice.line_ids:
                each = self._measure(cap, line_id)
                counted += each * here.get(line_id, 0)
                others.append((self.line(line_id, 1).total.amount, each, pieces - here.get(line_id, 0)))
        if not counted:
            return counted
        for value, each, pieces in sorted(others, key=lambda other: other[0] / (other[1] or 1)):
            fitting = min(pieces, int(linked / value)) if value else pieces
            counted += each * fitting
            linked -= value * fitting
        return counted

    def _measure(self, cap: Restriction, line_id: str) -> Decimal:
        """What one piece counts."""
        if cap.unit != "kg":
            return Decimal(1)
        return Decimal(self.goods.variants[int(line_id)].net_weight_g or 0) / 1000
