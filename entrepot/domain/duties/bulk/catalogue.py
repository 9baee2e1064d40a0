"""Goods as columns, sorted so that goods alike to the law stand together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from entrepot.domain.duties.consignment import Attribute
from entrepot.domain.duties.rates import DutyRate


@dataclass(frozen=True, slots=True)
class Article:
    """One article: ``price`` in minor units of the catalogue's currency, net of tax; weight in grams.

    ``freight`` is that of one piece sent alone, in the same units; ``None``: that of the consignment.
    """

    id: str
    hs: str
    origin: str
    price: int
    net_weight_g: int = 0
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    tariff: DutyRate | None = None
    freight: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """What law sees of an article besides its price and weight; its rows are ``[start, stop)``."""

    hs: str
    origin: str
    attributes: tuple[tuple[str, Attribute], ...]
    tariff: DutyRate | None
    start: int
    stop: int


class Catalogue:
    """Columns ``ids``, ``prices``, ``weights`` and ``freights`` in one order; every answer has the same.

    ``currency`` is of the prices. ``freights`` is empty when no article has one. Raises ``ValueError`` for a
    negative price, weight or freight, and when only some articles have a freight.
    """

    def __init__(self, articles: Iterable[Article], currency: str) -> None:
        grouped: dict[tuple[object, ...], list[Article]] = {}
        for article in articles:
            if article.price < 0 or article.net_weight_g < 0 or (article.freight or 0) < 0:
                raise ValueError(f"article {article.id}: price, weight and freight must not be negative")
            key = (article.hs, article.origin, tuple(sorted(article.attributes.items())), article.tariff)
            grouped.setdefault(key, []).append(article)
        self.currency = currency
        self.ids: list[str] = []
        self.prices: list[int] = []
        self.weights: list[int] = []
        self.freights: list[int] = []
        self.kinds: list[Kind] = []
        for members in grouped.values():
            start = len(self.ids)
            self.ids += [article.id for article in members]
            self.prices += [article.price for article in members]
            self.weights += [article.net_weight_g for article in members]
            self.freights += [article.freight for article in members if article.freight is not None]
            first = members[0]
            attributes = tuple(sorted(first.attributes.items()))
            self.kinds.append(Kind(first.hs, first.origin, attributes, first.tariff, start, len(self.ids)))
        if self.freights and len(self.freights) != len(self.ids):
            raise ValueError("either every article has a freight or none")

    def __len__(self) -> int:
        return len(self.ids)


def in_units(minor: int, digits: int) -> Decimal:
    """``1999`` with two digits is ``19.99``."""
    return Decimal(minor).scaleb(-digits)
