"""Reads on dropship orders and purchases."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from entrepot.apps.catalog.models import Category, Variant
from entrepot.apps.orders.models import Consignment
from entrepot.apps.purchasing.models import (
    DropshipOrder,
    DropshipOrderQuerySet,
    PurchaseTask,
    PurchaseTaskQuerySet,
)
from entrepot.apps.suppliers.models import Supplier

ENDED = ("refused", "cancelled")
# Fewer classified articles than that say nothing about their category.
FEWEST_KNOWN: Final = 5


def dropship_orders_of(supplier: Supplier) -> DropshipOrderQuerySet:
    """A supplier's orders with what a list of them shows, newest first."""
    own = DropshipOrder.objects.for_supplier(supplier)
    full = own.select_related("consignment__order").prefetch_related("lines__order_line")
    return full.order_by("-sent_at", "-pk")


def living_dropship_order(consignment: Consignment) -> DropshipOrder | None:
    """The one dropship order of a consignment that was neither refused nor cancelled."""
    return DropshipOrder.objects.filter(consignment=consignment).exclude(status__in=ENDED).first()


def living_purchases() -> PurchaseTaskQuerySet:
    """Tasks that have not come to nothing: to be bought, or bought."""
    living = ["sent", "accepted", "price_raised", "bought"]
    return PurchaseTask.objects.filter(status__in=living).select_related("consignment__order", "supplier")


@dataclass(frozen=True, slots=True)
class UsualHeading:
    """The HS code that nearly all classified articles of a category bear; ``basis`` says so with figures."""

    hs6: str
    basis: str


def usual_heading(category: Category) -> UsualHeading | None:
    """The code of at least nine of ten classified articles of ``category`` (five at least), or ``None``."""
    codes = Counter(
        Variant.objects.filter(product__category=category).exclude(hs6="").values_list("hs6", flat=True)
    )
    known = codes.total()
    if known < FEWEST_KNOWN:
        return None
    hs6, count = codes.most_common(1)[0]
    if count * 10 < known * 9:
        return None
    return UsualHeading(hs6, f"as {count} of {known} articles of the category {category.slug}")
