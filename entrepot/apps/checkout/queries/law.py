"""The duty engine as sourcing asks it: what the law charges for a possible consignment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrepot.apps.checkout.queries.goods import Goods
from entrepot.apps.checkout.queries.landed import PricedLine, consignment_for
from entrepot.apps.checkout.queries.restrictions import barring
from entrepot.apps.taxation.queries import TaxPosition, landed_costs
from entrepot.domain.duties import Consignment, LandedCost, Place, Status
from entrepot.domain.money import Money
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
                position=self.position, linked_value=linked,
            )  # fmt: skip
            (landed,) = landed_costs([asked], self.position)
            found = self._answers[key] = asked, landed
        return found

    def charges(self, route: Route, items: Items, freight: Decimal, linked: Decimal) -> Charges:
        """The answer as sourcing weighs it. For charges that are not known a share of the goods stands."""
        _asked, landed = self.answer(route, items, Money(freight, self.currency), linked)
        if forbidden := _forbidden(landed, items):
            return Charges(forbidden=forbidden)
        values = {line_id: self.line(line_id, n).total.amount for line_id, n in items}
        amount = landed.totals.duty.amount + landed.totals.tax.amount + landed.totals.fees.amount
        is_partial = landed.status is Status.PARTIAL
        return Charges(
            amount=amount,
            by_line=_by_line(landed, values),
            doubt=sum(values.values(), Decimal(0)) * self.unknown_share if is_partial else Decimal(0),
            limits=frozenset(
                test.rule_id
                for test in landed.thresholds_tested
                if test.outcome == "above" and test.subject == "consignment"
            ),
        )


def _forbidden(landed: LandedCost, items: Items) -> dict[str, Mapping[str, str]]:
    notice = barring(landed.restrictions)
    if notice is None:
        return {}
    return dict.fromkeys(notice.line_ids or [line_id for line_id, _n in items], notice.params)


def _by_line(landed: LandedCost, values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Each charge shared over its lines by value."""
    shares = dict.fromkeys(values, Decimal(0))
    for charge in landed.charges:
        whole = sum((values[line_id] for line_id in charge.line_ids), Decimal(0))
        for line_id in charge.line_ids:
            weight = values[line_id] / whole if whole else Decimal(1) / len(charge.line_ids)
            shares[line_id] += charge.amount.amount * weight
    return shares
