"""A cancelled shipment leaves its bags, and its pooled numbers are void."""

from django.db import transaction

from entrepot.apps.fulfilment.models import Parcel, ParcelNumber, Shipment
from entrepot.apps.lanes.services.void_pooled_number import void_pooled_number


@transaction.atomic
def release_numbers(*, shipment: Shipment) -> int:
    """Returns how many numbers went void. Their parcels keep them as history and are expected nowhere."""
    Parcel.objects.filter(shipment=shipment, bag__isnull=False).update(bag=None)
    links = ParcelNumber.objects.filter(parcel__shipment=shipment)
    return sum(void_pooled_number(carrier=link.carrier, number=link.number) for link in links)
