"""The stock that goods sold already may come from instead, read once for all that are looked at."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db.models import prefetch_related_objects

from entrepot.apps.checkout.queries.goods import Goods, goods
from entrepot.apps.checkout.queries.sources import costed_sources
from entrepot.apps.checkout.queries.still_paid import given_back, still_paid
from entrepot.apps.orders.models import Consignment
from entrepot.domain.money import Money
from entrepot.domain.sourcing.routes import Source

# Pieces by warehouse and line.
Held = Mapping[tuple[str, str], int]


class Shelves:
    """For ``consignments`` to be sent ``on`` a day: the goods of their orders, what they ``held`` among them,
    which counts as free again, and what each has cost its buyer. The rows are fetched with their orders."""

    def __init__(self, consignments: Sequence[Consignment], on: date) -> None:
        prefetch_related_objects(consignments, "lines", "charges", "order__consignments__lines")
        self.on = on
        self.held = holdings(consignments)
        self.known: Goods = goods(
            {
                line.variant_id
                for each in consignments
                for sent in each.order.consignments.all()
                for line in sent.lines.all()
            }
        )
        self._given_back = given_back(consignments)
        self._sources: dict[str, list[Source]] = {}

    def sources(self, currency: str) -> list[Source]:
        """With what a piece costs there in ``currency``."""
        if currency not in self._sources:
            self._sources[currency] = costed_sources(self.known, currency, self.on)
        return self._sources[currency]

    def paid_beside_goods(self, consignment: Consignment) -> dict[str, Money]:
        """What its buyer paid for freight, duty, tax and fees and did not get back."""
        paid = still_paid(consignment, self._given_back.get(consignment.pk, ()))
        return {part: money for part, money in paid.items() if part != "goods"}


def holdings(consignments: Iterable[Consignment]) -> Held:
    """What is reserved for ``consignments`` of ours, by warehouse and line."""
    held = Counter[tuple[str, str]]()
    for each in consignments:
        if not each.supplier:
            for line in each.lines.all():
                held[each.warehouse, str(line.variant_id)] += line.quantity
    return held
