"""Put a quantity of a variant into a cart, change it, or take it out."""

from django.utils.translation import gettext as _

from entrepot.apps.catalog.queries import variants_for_sale
from entrepot.apps.checkout.models import Cart, CartLine
from entrepot.apps.checkout.queries.goods import Goods
from entrepot.apps.inventory.queries import availability
from entrepot.kit.errors import Fault, Refused, invalid, not_found

MOST_PIECES = 9_999


def set_line(*, cart: Cart, variant_id: int, quantity: int, known: Goods | None = None) -> None:
    """The cart has ``quantity`` of the variant from now on; 0 removes the line.

    ``known`` spares the reading of the article and its stock where they were read a moment ago.
    Raises ``Refused``: 422 for a quantity out of range, 404 for an unknown variant, ``off_sale``, and
    ``out_of_stock`` for more than all warehouses together have. Whether it can be sent the cart's view says.
    """
    if not 0 <= quantity <= MOST_PIECES:
        raise invalid(
            "quantity", _("Choose a quantity from 0 to %(most)s.") % {"most": MOST_PIECES}, "quantity_range"
        )
    if quantity == 0:
        CartLine.objects.filter(cart_id=cart.pk, variant_id=variant_id).delete()
        return
    variant = (known.variants if known else variants_for_sale([variant_id])).get(variant_id)
    if variant is None:
        raise not_found(_("There is no such article."))
    if not variant.is_active:
        raise Refused(_("This article is no longer for sale."), code="off_sale")
    levels = known.stock if known else availability([variant_id])
    available = sum(level.available for level in levels if level.variant_id == variant_id)
    if quantity > available:
        raise _short(available, variant_id)
    CartLine.objects.bulk_create(
        [CartLine(cart_id=cart.pk, variant_id=variant_id, quantity=quantity)],
        update_conflicts=True,
        unique_fields=["cart", "variant"],
        update_fields=["quantity"],
    )


def _short(available: int, variant_id: int) -> Refused:
    message = _("This article is sold out.")
    if available:
        message = _("Only %(available)s are left. Reduce the quantity.") % {"available": available}
    fault = Fault("quantity", message, "out_of_stock")
    return Refused(
        message, code="out_of_stock", faults=[fault], extra={"variant_id": variant_id, "available": available}
    )
