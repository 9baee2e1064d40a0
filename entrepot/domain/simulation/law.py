"""What duty and tax a consignment of the simulation bears, by the rules in force on its days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from entrepot.domain.duties import (
    Channel,
    Consignment,
    Dates,
    Declaration,
    FxRate,
    Importer,
    ImporterKind,
    Incoterm,
    LandedCost,
    Line,
    Place,
    RuleBook,
    Seller,
    currencies_needed,
    landed_cost,
)
from entrepot.domain.money import Money
from entrepot.domain.simulation.world import Article
from entrepot.domain.sourcing.charged import charges_of
from entrepot.domain.sourcing.lanes import Lane
from entrepot.domain.sourcing.problem import Charges, Items
from entrepot.domain.sourcing.routes import Route


@dataclass(frozen=True)
class Law:
    """``registrations`` are the seller's; ``rate_on`` gives (base, quote, day) the published rate."""

    rulebook: RuleBook
    rate_on: Callable[[str, str, date], FxRate | None]
    registrations: Mapping[str, str]

    def asked(
        self, *, lane: Lane, origin: str, destination: Place, lines: tuple[Line, ...], freight: Money,
        dates: Dates, linked: Decimal = Decimal(0), business: bool = False,
    ) -> LandedCost:  # fmt: skip
        """A parcel to a buyer, or as ``business`` our own goods with a full declaration."""
        consignment = Consignment(
            dates=dates, ship_from=Place(origin), destination=destination, currency=freight.currency,
            lines=lines, channel=Channel(lane.channel), mode=lane.mode, incoterm=Incoterm(lane.incoterm),
            declaration=Declaration.STANDARD if business else Declaration.SIMPLIFIED,
            seller=Seller(registrations=self.registrations), freight=freight.amount, linked_value=linked,
            importer=Importer(kind=ImporterKind.BUSINESS if business else ImporterKind.PRIVATE),
        )  # fmt: skip
        needed = sorted(currencies_needed(consignment, self.rulebook) - {freight.currency})
        rates = (self.rate_on(freight.currency, other, dates.as_of) for other in needed)
        fx = tuple(rate for rate in rates if rate is not None)
        return landed_cost(replace(consignment, fx=fx), self.rulebook)


@dataclass(frozen=True)
class Sale:
    """The law as sourcing asks it about one order, on the day it is placed."""

    law: Law
    articles: Mapping[str, Article]
    destination: Place
    currency: str
    on: date
    unknown_share: Decimal

    def charges(self, route: Route, items: Items, freight: Decimal, linked: Decimal) -> Charges:
        landed = self.landed(route, items, Money(freight, self.currency), Dates(self.on), linked)
        values = {article: self.articles[article].price * pieces for article, pieces in items}
        return charges_of(landed, values, self.unknown_share)

    def landed(self, route: Route, items: Items, freight: Money, dates: Dates, linked: Decimal) -> LandedCost:
        lines = tuple(line_of(self.articles[article], pieces) for article, pieces in items)
        return self.law.asked(
            lane=route.lane, origin=route.source.country, destination=self.destination, lines=lines,
            freight=freight, dates=dates, linked=linked,
        )  # fmt: skip


def line_of(article: Article, pieces: int, cost_share: Decimal = Decimal(1)) -> Line:
    """``pieces`` at their price, or at the ``cost_share`` of it that we pay."""
    return Line(
        id=article.id, hs=article.hs, origin=article.origin, quantity=Decimal(pieces),
        unit_value=(article.price * cost_share).quantize(Decimal("0.01")), description=article.description,
        net_weight_g=article.net_weight_g, attributes=article.attributes,
    )  # fmt: skip
