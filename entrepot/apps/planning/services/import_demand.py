"""Bring in demand history from elsewhere: a former system, a marketplace, a spreadsheet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection, transaction

from entrepot.apps.planning.models import DailyDemand

COPY = """
copy planning_dailydemand (variant_id, day, country, units, orders, currency, revenue_amount, source)
from stdin
"""


@dataclass(frozen=True, slots=True)
class Demand:
    """What was asked for of a variant on a day by a country; ``revenue`` in ``currency``, before taxes."""

    variant_id: int
    day: date
    country: str
    units: int
    orders: int
    currency: str
    revenue: Decimal


@transaction.atomic
def import_demand(*, source: str, demand: Iterable[Demand]) -> int:
    """Replace all demand known from ``source`` by ``demand``; returns how many rows that is.

    One row a variant, day and country: a second one raises ``IntegrityError`` and leaves all as it was.
    """
    rows = list(demand)  # read before the COPY begins: while it runs, the connection answers nothing else
    DailyDemand.objects.filter(source=source).delete()
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(COPY) as copy:
        for row in rows:
            copy.write_row(
                (
                    row.variant_id,
                    row.day,
                    row.country,
                    row.units,
                    row.orders,
                    row.currency,
                    row.revenue,
                    source,
                )
            )
    return len(rows)
