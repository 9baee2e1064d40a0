"""What a supplier or a buyer abroad asks for the lines of a consignment."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import Consignment, OrderLine
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.purchasing.models import PurchaseLine
from entrepot.apps.suppliers.models import Supplier, SupplierOffer
from entrepot.domain.money import Money

DECIDE_WITHIN: Final = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Costed:
    """A line at the supplier's cost of one piece."""

    line: OrderLine
    unit_cost: Money

    @property
    def cost(self) -> Money:
        return (self.unit_cost * self.line.quantity).rounded()


def costs_or_case(consignment: Consignment, supplier: Supplier) -> list[Costed]:
    """All lines of ``consignment`` at their costs, all in the currency of the first offer.

    A variant that ``supplier`` does not offer opens the case ``supplier_offer_missing`` and gives none.
    """
    costed, missing = _costed(supplier, list(consignment.lines.all()))
    if missing:
        open_case(
            order=consignment.order, kind="supplier_offer_missing", due_at=timezone.now() + DECIDE_WITHIN,
            reference=f"consignment:{consignment.pk}", facts={"supplier": supplier.code, "skus": missing},
        )  # fmt: skip
    return costed


def _costed(supplier: Supplier, lines: list[OrderLine]) -> tuple[list[Costed], list[str]]:
    """Each line at its cost, and the SKUs without an offer.

    What has been bought for the customer already costs what was agreed when it was.
    """
    bought = PurchaseLine.objects.filter(order_line__in=lines, task__status="bought")
    agreed = {line.order_line_id: line.unit_cost for line in bought}
    if agreed:
        return [Costed(line, agreed[line.pk]) for line in lines], []
    found = SupplierOffer.objects.filter(supplier=supplier, variant__in=[line.variant_id for line in lines])
    offers = {offer.variant_id: offer for offer in found}
    missing = [line.sku for line in lines if line.variant_id not in offers]
    if missing:
        return [], missing
    currency = offers[lines[0].variant_id].currency
    today = timezone.now().date()
    return [Costed(line, _in(offers[line.variant_id].cost, currency, today)) for line in lines], []


def _in(cost: Money, currency: str, today: date) -> Money:
    return cost if cost.currency == currency else convert(cost, currency, today)
