"""Articles as they are kept in a table."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from entrepot.apps.catalog.models import Price, Variant
from entrepot.domain.article_table import CUSTOMS, Article


def articles(variants: "QuerySet[Variant]", on: date) -> dict[str, Article]:
    """``variants`` by SKU in the order given, with their prices ``on`` a day. Two statements."""
    rows = list(variants.select_related("product__category"))
    prices: dict[int, dict[str, Decimal]] = defaultdict(dict)
    found = Price.objects.filter(variant__in=[row.pk for row in rows], valid__contains=on)
    for variant_id, currency, amount in found.values_list("variant_id", "currency", "amount"):
        prices[variant_id][currency] = amount
    return {
        row.sku: Article(
            row.sku, str(row.product), str(row.product.category),
            {
                **{column: getattr(row, column) for column in CUSTOMS},
                "on_sale": row.is_active and row.product.is_active,
            },
            prices[row.pk],
        )
        for row in rows
    }  # fmt: skip
