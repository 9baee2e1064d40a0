"""A claim on a carrier as a row: for pages to show."""

from decimal import Decimal

from django.utils import timezone

from entrepot.apps.fulfilment.models import Claim, Parcel
from entrepot.apps.orders.models import Case


def a_claim(case: Case) -> Claim:
    """EUR 5.00 for the first parcel of the case's order."""
    return Claim.objects.create(
        parcel=Parcel.objects.filter(shipment__consignment__order=case.order).order_by("pk")[0], case=case,
        currency="EUR", asked_amount=Decimal(5), asked_by="operator:1", asked_at=timezone.now(),
    )  # fmt: skip
