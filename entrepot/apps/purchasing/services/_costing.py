"""What a supplier asks for the lines of a consignment."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import OrderLine
from entrepot.apps.purchasing.models import PurchaseLine
from entrepot.apps.suppliers.models import Supplier, SupplierOffer
from entrepot.domain.money import Money


@dataclass(frozen=True, slots=True)
class Costed:
    """A line at the supplier's cost of one piece."""

    line: OrderLine
    unit_cost: Money

    @property
    def cost(self) -> Money:
        return (self.unit_cost * self.line.quantity).rounded()


def cost_lines(supplier: Supplier, lines: list[OrderLine]) -> tuple[list[Costed], list[str]]:
    """Each line at its cost, all in the currency of the first offer, and the SKUs without an offer.

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
