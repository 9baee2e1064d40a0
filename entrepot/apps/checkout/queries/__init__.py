"""Reads of checkout: the cart, a basket priced to the door, a preview for one article. Nothing is written."""

from entrepot.apps.checkout.queries.cart import CartLineView, CartView, cart_view, cart_with_quantities
from entrepot.apps.checkout.queries.choices import PICK_UP, WHOLE_PLAN
from entrepot.apps.checkout.queries.document import plan_document
from entrepot.apps.checkout.queries.goods import Goods, goods
from entrepot.apps.checkout.queries.landed_prices import (
    LandedFrom,
    countries_reached_by,
    landed_from,
    products_coming_by,
)
from entrepot.apps.checkout.queries.plan import plan_basket
from entrepot.apps.checkout.queries.preview import landed_preview
from entrepot.apps.checkout.queries.priced import PricedPlan

__all__ = [
    "PICK_UP", "WHOLE_PLAN", "CartLineView", "CartView", "Goods", "LandedFrom", "PricedPlan", "cart_view",
    "cart_with_quantities", "countries_reached_by",
    "goods", "landed_from", "landed_preview", "plan_basket", "plan_document", "products_coming_by",
]  # fmt: skip
