"""What a person has imported this year under a scheme with a personal quota, as far as we sold it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import F, Sum

from entrepot.apps.markets.queries import convert
from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.orders.models import Consignment, OrderCharge
from entrepot.domain.money import Money

# How the engine names a test of what one person bought in a year.
PERSONAL: Final = "buyer and year"
# What came back into bond was not imported in the end.
KEPT: Final = F("lines__line_amount") * (F("lines__quantity") - F("lines__returned")) / F("lines__quantity")


def used_this_year(importer_id: str, country: str, on: date, *, but: Consignment | None = None) -> Decimal:
    """Goods and freight, in the currency of ``country``, that ``importer_id`` ordered from us in the calendar
    year of ``on`` and that counted towards a personal quota; nothing without an id. ``but`` is one that is
    planned anew, so that what it used is free again. What came back into bond frees its part.

    What other shops sold, customs alone knows.
    """
    if not importer_id:
        return Decimal(0)
    currency = known_country(country).currency
    counted = (
        Consignment.objects.filter(
            order__importer_id=importer_id, order__placed_at__year=on.year,
            landed_cost__thresholds_tested__contains=[{"subject": PERSONAL}],
        )
        .exclude(progress="cancelled")
        .exclude(order__status="cancelled")
        .exclude(pk__in=[but.pk] if but else [])
        .select_related("order")
        .annotate(goods=Sum("lines__line_amount"), kept=Sum(KEPT))
    )  # fmt: skip
    rows = list(counted)
    freight = _freight(rows)
    return sum(
        (
            convert(
                Money(row.kept + freight.get(row.pk, Decimal(0)) * row.kept / row.goods, row.order.currency),
                currency,
                on,
            ).amount
            for row in rows
            if row.kept
        ),
        Decimal(0),
    )


def _freight(rows: Iterable[Consignment]) -> dict[int, Decimal]:
    charges = OrderCharge.objects.filter(consignment__in=list(rows), kind=OrderCharge.Kind.SHIPPING)
    return dict(charges.order_by("consignment").values_list("consignment").annotate(sum=Sum("amount")))
