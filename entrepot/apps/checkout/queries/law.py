"""The duty engine as sourcing asks it: what the law charges for a possible consignment."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrepot.apps.checkout.queries.goods import Goods
from entrepot.apps.checkout.queries.landed import PricedLine, consignment_for
from entrepot.apps.taxation.queries import TaxPosition, landed_costs
from entrepot.domain.duties import Consignment, LandedCost, Place
from entrepot.domain.money import Money
from entrepot.domain.sourcing.charged import charges_of
from entrepot.domain.sourcing.problem import Charges, Items
from entrepot.domain.sourcing.routes import Route

Answer = tuple[Consignment, LandedCost]


@dataclass
class Law:
    """Everything that a question to the engine needs beside the consignment. The same is asked once."""

    goods: Goods
    destination: Place
    currency: str
    on: date
    importer_id: str
    position: TaxPosition
    unknown_share: Decimal
    used_this_year: Decimal = Decimal(0)
    _answers: dict[tuple[object, ...], Answer] = field(default_factory=dict)
    _lines: dict[tuple[str, int], PricedLine] = field(default_factory=dict)

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
        key = (route.code, frozenset(items), freight.amount, linked)
        found = self._answers.get(key)
        if found is None:
            asked = consignment_for(
                route=route, lines=[self.line(*item) for item in items], freight=freight,
                destination=self.destination, on=self.on, importer_id=self.importer_id,
                position=self.position, linked_value=linked, used_this_year=self.used_this_year,
            )  # fmt: skip
            (landed,) = landed_costs([asked], self.position)
            found = self._answers[key] = asked, landed
        return found

    def charges(self, route: Route, items: Items, freight: Decimal, linked: Decimal) -> Charges:
        """The answer as sourcing weighs it. For charges that are not known a share of the goods stands."""
        _asked, landed = self.answer(route, items, Money(freight, self.currency), linked)
        values = {line_id: self.line(line_id, n).total.amount for line_id, n in items}
        return charges_of(landed, values, self.unknown_share)
