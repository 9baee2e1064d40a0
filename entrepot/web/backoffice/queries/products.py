"""Products for the console."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from entrepot.apps.catalog.models import Price, Product, Variant
from entrepot.apps.inventory.models import StockLevel


@dataclass(frozen=True, slots=True)
class ProductSearch:
    """``state``: "" (all), "unclassified", "inactive"."""

    text: str = ""
    state: str = ""
    category: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "ProductSearch":
        """What a query string asks for."""
        return cls(
            asked.get("q", "").strip()[:80], asked.get("state", "")[:20], asked.get("category", "")[:50]
        )


def find_products(search: ProductSearch) -> QuerySet[Product]:
    """Matching products with ``units`` (variants) and ``unclassified`` counted, the best sold first."""
    bare = Variant.objects.filter(product=OuterRef("pk"), is_active=True, hs6="")
    rows = Product.objects.select_related("category").annotate(
        variant_count=Count("variants"), lacks_code=Exists(bare)
    )
    if search.text:
        rows = rows.filter(_named(search.text))
    if search.category:
        rows = rows.filter(category__slug=search.category)
    if search.state == "unclassified":
        rows = rows.filter(lacks_code=True)
    elif search.state == "inactive":
        rows = rows.filter(is_active=False)
    return rows.order_by("-popularity", "pk")


def _named(text: str) -> Q:
    with_sku = Variant.objects.filter(sku__istartswith=text).values("product_id")
    return (
        Q(name__en__icontains=text)
        | Q(**{"name__zh-hans__icontains": text})
        | Q(code__iexact=text)
        | Q(pk__in=with_sku)
    )


def product_with_variants(code: str, on: date) -> Product | None:
    """The product with its variants, their prices of the day and their stock."""
    prices = Price.objects.filter(valid__contains=on).order_by("currency")
    levels = StockLevel.objects.select_related("warehouse").order_by("warehouse__code")
    variants = Variant.objects.prefetch_related(
        Prefetch("prices", prices, to_attr="prices_today"), Prefetch("stock_levels", levels)
    )
    rows = Product.objects.select_related("category").prefetch_related(Prefetch("variants", variants))
    return rows.filter(code=code).first()
