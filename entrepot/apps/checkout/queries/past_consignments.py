"""Consignments of real orders, as they were quoted, with article, buyer and supplier's cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from entrepot.apps.orders.models import Consignment as ConsignmentRow
from entrepot.apps.orders.models import OrderLine
from entrepot.apps.suppliers.models import SupplierOffer
from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.apps.taxation.queries import rate_on
from entrepot.domain.duties import (
    Consignment,
    Dates,
    FaultyDocument,
    consignment_from_document,
    currencies_needed,
)
from entrepot.domain.duties.impact import Law, PastConsignment
from entrepot.domain.geography import Place
from entrepot.domain.money import Money

BATCH = 500
Offers = Mapping[tuple[int, str], Money]


@dataclass(slots=True)
class Gathering:
    """Gives past consignments one by one and says afterwards which were left out, by order and why.

    ``newest`` limits them to the last so many. ``cost_share`` is what an article that no supplier offers is
    taken to cost, as a share of its price; without it such costs are unknown.
    """

    laws: tuple[Law, ...]
    currency: str
    as_if: str = ""
    newest: int | None = None
    cost_share: Decimal | None = None
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def __iter__(self) -> Iterator[PastConsignment]:
        rows = ConsignmentRow.objects.exclude(quote_id=None).select_related("order").order_by("-pk")
        rows = rows[: self.newest]
        batch: list[ConsignmentRow] = []
        for row in rows.prefetch_related("lines").iterator(chunk_size=BATCH):
            batch.append(row)
            if len(batch) == BATCH:
                yield from self._of(batch)
                batch = []
        yield from self._of(batch)

    def _of(self, batch: list[ConsignmentRow]) -> Iterator[PastConsignment]:
        quotes = LandedCostQuote.objects.in_bulk([row.quote_id for row in batch if row.quote_id])
        offers = _offers(batch)
        for row in batch:
            quote = quotes.get(row.quote_id) if row.quote_id else None
            try:
                if quote is None:
                    raise FaultyDocument([("quote", "is no longer stored")])
                yield self._one(row, quote.inputs, offers)
            except FaultyDocument as error:
                self.left_out.append((row.order.number, str(error)))

    def _one(self, row: ConsignmentRow, inputs: object, offers: Offers) -> PastConsignment:
        asked, day = self._asked(inputs)
        rate = _rate(asked.currency, self.currency, day)
        if rate is None:
            raise FaultyDocument([("currency", f"no exchange rate from {asked.currency} to {self.currency}")])
        lines = {str(line.variant_id): line for line in row.lines.all()}
        return PastConsignment(
            order=row.order.number,
            buyer=f"user {row.order.user_id}" if row.order.user_id else row.order.email.lower(),
            market=row.order.market,
            consignment=asked,
            rate=rate,
            articles={line_id: f"{line.sku} {line.name.get('en', '')}" for line_id, line in lines.items()},
            costs={**self._assumed(asked), **_costs(lines, row.supplier, offers, asked.currency, day)},
        )  # fmt: skip

    def _assumed(self, asked: Consignment) -> dict[str, Decimal]:
        share = self.cost_share
        return {} if share is None else {line.id: line.unit_value * share for line in asked.lines}

    def _asked(self, inputs: object) -> tuple[Consignment, date]:
        """The consignment with every exchange rate that either law needs, all of the day it was quoted."""
        asked = consignment_from_document(inputs)
        day = asked.dates.as_of
        if self.as_if:
            asked = replace(asked, destination=Place(self.as_if))
        needed: set[str] = set()
        for law in self.laws:
            dated = replace(asked, dates=Dates(law.on)) if law.on else asked
            needed |= currencies_needed(dated, law.rulebook)
        given = {pair for rate in asked.fx for pair in ((rate.base, rate.quote), (rate.quote, rate.base))}
        missing = {name for name in needed - {asked.currency} if (asked.currency, name) not in given}
        found = [rate_on(asked.currency, name, day) for name in sorted(missing)]
        return replace(asked, fx=(*asked.fx, *(rate for rate in found if rate))), day


def _offers(batch: list[ConsignmentRow]) -> Offers:
    """By variant and supplier's code; under the empty code the first active offer of any supplier."""
    variants = {line.variant_id for row in batch for line in row.lines.all()}
    rows = SupplierOffer.objects.filter(variant_id__in=variants, is_active=True).order_by("-pk")
    found: dict[tuple[int, str], Money] = {}
    for offer in rows.select_related("supplier"):
        found[offer.variant_id, offer.supplier.code] = found[offer.variant_id, ""] = offer.cost
    return found


def _costs(
    lines: Mapping[str, OrderLine], supplier: str, offers: Offers, currency: str, day: date
) -> dict[str, Decimal]:
    """What a piece costs us in ``currency``, by line id; without the lines whose cost is not known."""
    costs = {}
    for line_id, line in lines.items():
        cost = offers.get((line.variant_id, supplier))
        rate = _rate(cost.currency, currency, day) if cost else None
        if cost and rate:
            costs[line_id] = cost.amount * rate
    return costs


def _rate(base: str, target: str, day: date) -> Decimal | None:
    if base == target:
        return Decimal(1)
    found = rate_on(base, target, day)
    return found.rate if found else None
