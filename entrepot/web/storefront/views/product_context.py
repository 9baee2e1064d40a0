"""What the product page's template is given; also when an article could not be added to the cart."""

import json
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from entrepot.apps.catalog.queries import VariantForSale
from entrepot.kit.texts import options_text
from entrepot.web.pictures import art_url
from entrepot.web.storefront.cookies import ship_to
from entrepot.web.storefront.queries.product_page import Delivery, ProductPageData, product_page
from entrepot.web.storefront.way_words import way_words
from entrepot.web.storefront.wording import confidence_words, fact_rows, stock_words

SAFE_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def product_context(request: HttpRequest, slug: str, *, sku: str = "") -> dict[str, Any]:
    """Raises ``Http404`` when there is no such product for sale."""
    buyer = ship_to(request)
    found = product_page(slug, sku or request.GET.get("variant", ""), buyer)
    if found is None:
        raise Http404
    product, chosen = found.product, found.chosen
    url = reverse("storefront:product", args=[product.slug])
    crumbs = [{"label": _("Home"), "url": reverse("storefront:home")}]
    crumbs += [
        {"label": name, "url": reverse("storefront:category", args=[slug])} for slug, name in product.trail
    ]
    return {
        "data": found,
        "product": product,
        "chosen": chosen,
        "image_url": art_url(product.art),
        "image_absolute": request.build_absolute_uri(art_url(product.art)),
        "crumbs": [*crumbs, {"label": product.name, "url": ""}],
        "current_category": product.trail[0][0] if product.trail else "",
        "variants": _choices(found, url) if len(product.variants) > 1 else [],
        "way": _way(found.delivery, buyer.country) if found.delivery else "",
        "stock": stock_words(found),
        "facts": fact_rows(chosen),
        "confidence": confidence_words(chosen.hs_confidence),
        "structured": _structured(found, request.build_absolute_uri(url)),
    }


def _way(delivery: Delivery, country: str) -> str:
    return way_words(delivery.ships_from, country, from_bond=delivery.from_bond, town=delivery.town)


def _choices(found: ProductPageData, url: str) -> list[dict[str, Any]]:
    return [
        {
            "label": options_text(variant.options) or variant.sku,
            "url": f"{url}?variant={variant.sku}",
            "is_chosen": variant.sku == found.chosen.sku,
        }
        for variant in found.product.variants
    ]


def _structured(found: ProductPageData, url: str) -> str:
    """schema.org Product as JSON that is safe inside a script element of data."""
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": found.product.name,
        "description": found.product.description,
        "sku": found.chosen.sku,
        **_weight(found.chosen),
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": str(found.price.rounded().amount),
            "priceCurrency": found.price.currency,
            "availability": f"https://schema.org/{_availability(found)}",
        },
    }
    return json.dumps(data, ensure_ascii=False).translate(SAFE_IN_SCRIPT)


def _availability(found: ProductPageData) -> str:
    if not found.available:
        return "OutOfStock"
    return "PreOrder" if found.bought_in else "InStock"


def _weight(chosen: VariantForSale) -> dict[str, Any]:
    return {"weight": {"@type": "QuantitativeValue", "value": chosen.gross_weight_g, "unitCode": "GRM"}}
