"""What a feed says of each article, in the attributes of Google's product data specification."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.urls import reverse
from django.utils import translation

from entrepot.apps.checkout.models import LandedPrice, LandedPriceList
from entrepot.domain.money import minor_digits
from entrepot.kit.texts import text_in
from entrepot.web.pictures import art_url

BATCH: Final = 500
LONGEST_TITLE: Final = 150
LONGEST_DESCRIPTION: Final = 5_000


def items(listed: LandedPriceList, language: str) -> Iterator[dict[str, Any]]:
    """Everything sold to the country of ``listed``, by article number, a batch at a time.

    ``price`` and the price of ``shipping`` together are what a piece costs at the door: duty, tax and fees
    are in ``price``, as the specification asks. ``shopping_ads_excluded_country`` are countries open to
    buyers that the article is not sold to. What begins with ``landed`` is ours.
    """
    not_sold = (
        LandedPrice.objects.filter(variant=OuterRef("variant"), status="blocked")
        .order_by("price_list")
        .values("price_list_id")
    )
    rows = (
        LandedPrice.objects.filter(price_list=listed)
        .exclude(status="blocked")
        .annotate(excluded=ArraySubquery(not_sold), sku=F("variant__sku"))
        .select_related("variant__product")
        .order_by("sku")
    )
    with translation.override(language):
        shop = settings.SITE_URL + reverse("storefront:product", args=["-"]).removesuffix("-/")
    for row in rows.iterator(BATCH):
        slug, sku = row.variant.product.slug, row.variant.sku
        link = f"{shop}{slug}/?variant={sku}"
        yield {
            "id": sku,
            **_told(row, language),
            "link": link,
            **_offered(row, listed),
            **_landed(row, listed),
        }


def _told(row: LandedPrice, language: str) -> dict[str, Any]:
    variant, product = row.variant, row.variant.product
    options = (text_in(value, language) if isinstance(value, dict) else str(value)
               for value in variant.options.values() if value)  # fmt: skip
    title = " ".join([text_in(product.name, language), *options])
    return {
        "id": variant.sku,
        "title": title[:LONGEST_TITLE],
        "description": (text_in(product.description, language) or title)[:LONGEST_DESCRIPTION],
        "image_link": settings.SITE_URL + art_url(product.art),
        "brand": product.brand,
        "mpn": variant.sku,
        "condition": "new",
    }


def _offered(row: LandedPrice, listed: LandedPriceList) -> dict[str, Any]:
    return {
        "availability": "in_stock" if row.is_in_stock else "out_of_stock",
        "price": _money(row.landed - row.freight, listed),
        "shipping": {
            "country": listed.country,
            "service": row.lane,
            "price": _money(row.freight, listed),
            "min_handling_time": row.handling_days,
            "max_handling_time": row.handling_days,
            "min_transit_time": row.min_days,
            "max_transit_time": row.max_days,
        },
        "shipping_weight": f"{row.variant.gross_weight_g} g",
        "ships_from_country": row.ships_from,
        "shopping_ads_excluded_country": row.excluded,  # type: ignore[attr-defined]  # annotated
    }


def _landed(row: LandedPrice, listed: LandedPriceList) -> dict[str, Any]:
    return {
        "landed_price": _money(row.landed, listed),
        "landed_goods": _money(row.goods, listed),
        "landed_duty": _money(row.duty, listed),
        "landed_tax": _money(row.tax, listed),
        "landed_fees": _money(row.fees, listed),
        "landed_due_on_delivery": _money(row.due_on_delivery, listed),
        "landed_status": row.status,
    }


def _money(amount: Decimal, listed: LandedPriceList) -> str:
    """``12.50 EUR``, as the specification writes amounts."""
    return f"{amount:.{minor_digits(listed.currency)}f} {listed.currency}"
