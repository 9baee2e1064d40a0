"""A planned consignment as the duty engine wants it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from entrepot.apps.catalog.queries import VariantForSale
from entrepot.apps.taxation.queries import TaxPosition, rate_on
from entrepot.domain.duties import (
    Channel,
    Consignment,
    Dates,
    Importer,
    Incoterm,
    Line,
    Place,
    Seller,
    currencies_needed,
)
from entrepot.domain.duties.bulk import Article
from entrepot.domain.geography import EU_COUNTRIES
from entrepot.domain.money import Money
from entrepot.domain.sourcing.routes import Route


@dataclass(frozen=True)
class PricedLine:
    """``quantity`` of a variant at ``unit_price`` in the buyer's currency, rounded."""

    variant: VariantForSale
    quantity: int
    unit_price: Money

    @property
    def total(self) -> Money:
        return self.unit_price * self.quantity


def consignment_for(
    *,
    route: Route,
    lines: Iterable[PricedLine],
    freight: Money,
    destination: Place,
    on: date,
    importer: Importer,
    position: TaxPosition,
    linked_value: Decimal = Decimal(0),
) -> Consignment:
    """The question to the duty engine; every date that selects a rule is the day of the sale, ``on``.
    ``linked_value`` is what of the same sale crosses the border in other consignments.

    The lane's own mode decides the regime, also when a supplier sends. Exchange rates that are not
    published are left out: the engine then names the gap.
    """
    currency = freight.currency
    asked = Consignment(
        dates=Dates(as_of=on),
        ship_from=Place(route.source.country),
        destination=destination,
        currency=currency,
        lines=tuple(_line(line, destination.country) for line in lines),
        channel=Channel(route.lane.channel),
        mode=route.lane.mode,
        incoterm=Incoterm(route.lane.incoterm),
        seller=Seller(registrations=position.registrations),
        importer=importer,
        freight=freight.amount,
        linked_value=linked_value,
    )
    needed = sorted(currencies_needed(asked, position.rulebook) - {currency})
    rates = (rate_on(currency, other, on) for other in needed)
    return replace(asked, fx=tuple(rate for rate in rates if rate is not None))


def article_for(line: PricedLine, country: str, freight: int) -> Article:
    """One piece of ``line`` for the bulk engine, as the line of a consignment would have it; ``freight`` in
    minor units of its currency."""
    asked = _line(line, country)
    return Article(
        asked.id, asked.hs, asked.origin, line.unit_price.to_minor(), asked.net_weight_g, asked.attributes,
        freight=freight,
    )  # fmt: skip


def hs_code(variant: VariantForSale, country: str) -> str:
    """The longest code known for ``country``: its own, the Union's for a member state, else the HS6."""
    code = variant.hs_code_for(country)
    if code == variant.hs6 and country in EU_COUNTRIES:
        code = variant.hs_code_for("EU")
    return code


def _line(line: PricedLine, country: str) -> Line:
    variant = line.variant
    return Line(
        id=str(variant.id),
        hs=hs_code(variant, country),
        origin=variant.origin_country,
        quantity=Decimal(line.quantity),
        unit_value=line.unit_price.amount,
        description=variant.customs_description,
        net_weight_g=variant.net_weight_g,
        attributes=_attributes(variant.attributes),
    )


def _attributes(given: Mapping[str, Any]) -> dict[str, Decimal | str | bool]:
    return {
        name: Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value
        for name, value in given.items()
        if isinstance(value, bool | int | float | str)
    }
