"""Demand by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from entrepot.apps.planning.models import DailyDemand


@dataclass(frozen=True, slots=True)
class DemandOfDay:
    """Units asked for on ``day`` in how many orders."""

    day: date
    units: int
    orders: int


def daily_demand(variant_id: int, *, countries: Sequence[str] = ()) -> list[DemandOfDay]:
    """The days on which the variant was asked for, oldest first, over all sources; days without are left out.

    ``countries`` limits it to those (ISO 3166-1 alpha-2).
    """
    rows = DailyDemand.objects.filter(variant_id=variant_id)
    if countries:
        rows = rows.filter(country__in=countries)
    summed = rows.values("day").annotate(u=Sum("units"), o=Sum("orders")).order_by("day")
    return [DemandOfDay(*row) for row in summed.values_list("day", "u", "o")]
