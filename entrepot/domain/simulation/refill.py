"""Bringing goods to a warehouse far away: one consignment, its freight, duty and fees shared by its lots."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from entrepot.domain.duties import Dates, Place
from entrepot.domain.money import Money, total
from entrepot.domain.simulation.law import Law, line_of
from entrepot.domain.simulation.stock import PARTS
from entrepot.domain.simulation.world import Market, Sender, Shelf
from entrepot.domain.sourcing.freight import freight
from entrepot.domain.sourcing.order_costs import in_currency
from entrepot.domain.sourcing.weights import Load

CENT: Final = Decimal("0.01")


def landed_lots(
    market: Market, sender: Sender, shelf: Shelf, wanted: Sequence[tuple[str, int]], law: Law, on: date
) -> dict[str, dict[str, Money]]:
    """What the pieces of each article cost in the warehouse, by part, when they are bought ``on`` a day.

    Freight is shared by weight, duty and fees by value. Import tax is deducted again by a registered seller
    and costs nothing; goods into bond are not imported yet.
    """
    articles = market.articles
    values = [
        Money((articles[one].price * sender.cost_share).quantize(CENT) * units, market.currency)
        for one, units in wanted
    ]
    loads = [articles[one].wanted(units).load(units) for one, units in wanted]
    asked = freight(shelf.inbound, sender.country, sum(loads, Load()))
    carriage = in_currency(asked, market.currency, market.rates)
    border = (
        Money.zero(market.currency)
        if shelf.bonded
        else _border(market, sender, shelf, wanted, carriage, law, on)
    )
    parts = zip(
        values,
        carriage.allocate([load.grams for load in loads]),
        border.allocate([value.amount for value in values]),
        strict=True,
    )
    return {
        article: dict(zip(PARTS, costs, strict=True))
        for (article, _units), costs in zip(wanted, parts, strict=True)
    }


def _border(
    market: Market, sender: Sender, shelf: Shelf, wanted: Sequence[tuple[str, int]], carriage: Money,
    law: Law, on: date,
) -> Money:  # fmt: skip
    """Duty and fees of the import into the warehouse's country."""
    landed = law.asked(
        lane=shelf.inbound, origin=shelf.from_country, destination=Place(sender.country),
        lines=tuple(line_of(market.articles[one], units, sender.cost_share) for one, units in wanted),
        freight=carriage, dates=Dates(on), business=True,
    )  # fmt: skip
    return total([landed.totals.duty, landed.totals.fees], market.currency)
