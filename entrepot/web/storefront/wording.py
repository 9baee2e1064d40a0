"""Facts about goods and orders as the shop's pages say them."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entrepot.apps.catalog.queries import VariantForSale
from entrepot.web.storefront.queries.product_page import ProductPageData
from entrepot.web.templatetags.entrepot_ui import number, weight

FEW = 10
ATTRIBUTES: Final = {
    "content_g": gettext_noop("Content"),
    "net_content_g": gettext_noop("Content"),
    "content_ml": gettext_noop("Content"),
    "net_content_ml": gettext_noop("Content"),
    "age_months": gettext_noop("Age in months"),
    "shelf_life_months": gettext_noop("Shelf life in months"),
    "pieces": gettext_noop("Pieces"),
    "spf": gettext_noop("Sun protection factor"),
    "vintage": gettext_noop("Vintage"),
    "alcohol_percent": gettext_noop("Alcohol, per cent"),
    "material": gettext_noop("Material"),
}
CONFIDENCE: Final = {
    "high": gettext_noop("certain"),
    "medium": gettext_noop("probable"),
    "none": gettext_noop("not classified"),
}


def confidence_words(confidence: str) -> str:
    return _(CONFIDENCE.get(confidence, confidence))


def stock_words(found: ProductPageData) -> dict[str, str]:
    """A badge for the stock: its words and colour."""
    if found.bought_in and found.available:
        label = _("Bought for you in %(place)s after you order") % {"place": found.bought_in}
        return {"label": label, "kind": "info"}
    if not found.available:
        return {"label": _("Sold out"), "kind": "bad"}
    if found.available < FEW:
        return {"label": _("Only %(count)s left") % {"count": found.available}, "kind": "wait"}
    return {"label": _("In stock: %(count)s") % {"count": number(found.available)}, "kind": "ok"}


def fact_rows(chosen: VariantForSale) -> list[tuple[str, str]]:
    """What is known of the article, without the customs facts."""
    rows = [(_("Article number"), chosen.sku)]
    for name, value in chosen.attributes.items():
        if name in ATTRIBUTES and value not in ("", None, False):
            rows.append((_(ATTRIBUTES[name]), _with_unit(name, value)))
    rows.append((_("Weight of the goods"), weight(chosen.net_weight_g)))
    rows.append((_("Weight when packed"), weight(chosen.gross_weight_g)))
    return rows


def _with_unit(name: str, value: Any) -> str:
    if name.endswith("_g") and isinstance(value, int):
        return weight(value)
    return f"{value} ml" if name.endswith("_ml") else str(value)
