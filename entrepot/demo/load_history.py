"""The retailer's sales as demand by day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from entrepot.apps.catalog.models import Variant
from entrepot.apps.planning.services.import_demand import Demand, import_demand
from entrepot.demo import catalogue

SOURCE = "retail history"


@dataclass(slots=True)
class _Day:
    units: int = 0
    revenue: Decimal = Decimal(0)
    invoices: set[str] = field(default_factory=set)


def load_history() -> int:
    """Import every sale of an article we sell (returns are no demand); returns how many rows that makes."""
    variants = dict(Variant.objects.values_list("sku", "id"))
    return import_demand(source=SOURCE, demand=_demand(variants))


def _demand(variants: dict[str, int]) -> Iterator[Demand]:
    days: dict[tuple[str, date, str], _Day] = {}
    for line in catalogue.sales_history():
        if line.kind == "sale" and line.sku in variants:
            day = days.setdefault((line.sku, line.placed_at.date(), line.country), _Day())
            day.units += line.quantity
            day.revenue += line.quantity * line.unit_price_gbp
            day.invoices.add(line.invoice)
    for (sku, on, country), day in days.items():
        yield Demand(variants[sku], on, country, day.units, len(day.invoices), "GBP", day.revenue)
