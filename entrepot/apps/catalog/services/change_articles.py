"""Change many articles at once, as a table says."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Variant
from entrepot.apps.catalog.services.classify_variant import classify_variant
from entrepot.apps.catalog.services.set_price import set_price
from entrepot.domain.article_table import CUSTOMS, ArticleChange
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused


@transaction.atomic
def change_articles(*, changes: Sequence[ArticleChange], from_day: date) -> int:
    """Make every one of ``changes``, or none; returns how many. Prices count from ``from_day`` on.

    A product is for sale while one of its articles is. Raises ``Refused`` naming the article that is no more
    there or cannot become so.
    """
    locked = Variant.objects.select_for_update(of=("self",)).select_related("product").order_by("pk")
    found = {row.sku: row for row in locked.filter(sku__in=[change.sku for change in changes])}
    for change in changes:
        if change.sku not in found:
            raise Refused(_("The article %(sku)s is no longer there.") % {"sku": change.sku}, code="unknown")
        try:
            _change(found[change.sku], change, from_day)
        except Refused as refusal:
            raise Refused(
                f"{change.sku}: {refusal.message}", refusal.code, status=refusal.status
            ) from refusal
    return len(changes)


def _change(variant: Variant, change: ArticleChange, from_day: date) -> None:
    if any(column in change.facts for column in CUSTOMS):
        customs = {column: change.facts.get(column, getattr(variant, column)) for column in CUSTOMS}
        classify_variant(
            variant=variant, hs6=customs["hs6"], confidence=customs["hs_confidence"],
            basis=customs["hs_basis"], origin_country=customs["origin_country"],
            description=customs["customs_description"],
        )  # fmt: skip
    if "on_sale" in change.facts:
        _put_on_sale(variant, change.facts["on_sale"])
    if change.price is not None:
        set_price(variant=variant, price=Money(*change.price), from_day=from_day)


def _put_on_sale(variant: Variant, on_sale: bool) -> None:
    product = variant.product
    if on_sale and not product.is_active:
        # Of a product that was off sale as a whole only what is named comes back.
        product.variants.update(is_active=False)
    variant.is_active = on_sale
    variant.save(update_fields=["is_active"])
    product.is_active = product.variants.filter(is_active=True).exists()
    product.save(update_fields=["is_active", "updated_at"])
