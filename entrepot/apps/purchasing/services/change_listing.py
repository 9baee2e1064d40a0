"""A buyer abroad changes what a listed article costs and how long that holds, or withdraws it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from entrepot.apps.catalog.services.set_price import set_price
from entrepot.apps.purchasing.models import BuyerListing
from entrepot.apps.purchasing.services.list_article import check_terms, listed_price
from entrepot.apps.suppliers.models import SupplierOffer
from entrepot.apps.suppliers.services.change_offer import change_offer
from entrepot.domain.money import Money


@transaction.atomic
def change_listing(
    *, listing: BuyerListing, cost: Money, price_valid_until: date, is_active: bool
) -> BuyerListing:
    """Write the listing's terms; ``cost`` is a piece in the shop, in the offer's currency. Not ``is_active``:
    it is withdrawn as it stands, and may be offered again. What was ordered already keeps its price.

    Raises ``Refused`` 422 naming the field.
    """
    row = BuyerListing.objects.select_for_update().get(pk=listing.pk)
    offer = SupplierOffer.objects.get(supplier_id=row.supplier_id, variant_id=row.variant_id)
    if not is_active:
        change_offer(offer=offer, cost=offer.cost_amount, lead_days=offer.lead_days, is_active=False)
        return row
    today = timezone.now().date()
    check_terms(cost, price_valid_until, today)
    change_offer(offer=offer, cost=cost.amount, lead_days=offer.lead_days, is_active=True)
    set_price(variant=row.variant, price=listed_price(cost), from_day=today, last_day=price_valid_until)
    row.price_valid_until = price_valid_until
    row.save(update_fields=["price_valid_until"])
    return row
