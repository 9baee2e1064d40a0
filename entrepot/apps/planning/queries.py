"""Demand by day, and the shop's own orders that it came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Sum

from entrepot.apps.orders.models import OrderLine, TimelineEntry
from entrepot.apps.planning.models import DailyDemand
from entrepot.domain.duties import ImporterKind


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


def paid_lines(*, country: str, first: date, last: date, known_at: datetime) -> list[OrderLine]:
    """What persons in ``country`` ordered from ``first`` to ``last`` (days in UTC) and paid, order by order.

    An order that was called off later was asked for like any other; what was written down after ``known_at``
    is left out, so that the same question has the same answer for ever.
    """
    paid = TimelineEntry.objects.filter(
        order=OuterRef("order"), kind="payment_captured", recorded_at__lte=known_at
    )
    lines = OrderLine.objects.filter(
        Exists(paid), order__address__country=country, order__importer_kind=ImporterKind.PRIVATE,
        order__placed_at__gte=datetime.combine(first, time(), UTC),
        order__placed_at__lt=datetime.combine(last + timedelta(days=1), time(), UTC),
    )  # fmt: skip
    return list(lines.select_related("order", "variant").order_by("order__placed_at", "order", "position"))
