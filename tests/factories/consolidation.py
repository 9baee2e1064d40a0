"""A parcel in a bag under a waybill, a pool and a channel with a listing, as rows: for pages to show."""

from datetime import timedelta

from django.utils import timezone

from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.fulfilment.models import Bag, CustodyScan, MasterWaybill, Parcel, ParcelNumber, Shipment
from entrepot.apps.lanes.models import Lane
from tests.factories.inventory import a_warehouse
from tests.factories.pools import a_pool


def a_bagged_parcel(shipment: Shipment) -> Parcel:
    """The first parcel of ``shipment`` in an open bag to Lille, with a local number."""
    now, parcel = timezone.now(), shipment.parcels.order_by("position")[0]
    ends = {"origin": shipment.warehouse, "hub": a_warehouse("lil", "FR")}
    waybill = MasterWaybill.objects.create(
        number="00012345675", flight="ZZ1", cut_off=now + timedelta(hours=1), max_weight_g=9_000,
        departs_at=now + timedelta(hours=2), arrives_at=now + timedelta(hours=9), **ends,
    )  # fmt: skip
    parcel.bag = Bag.objects.create(number="BAG-1", waybill=waybill, **ends)
    parcel.save()
    ParcelNumber.objects.create(
        parcel=parcel, position=1, role="local", carrier="simcarrier", number="LE970000007FR",
        leg="last_mile", given_at=now,
    )  # fmt: skip
    return parcel


def consolidation_things(shipment: Shipment, lane: Lane) -> dict[str, str]:
    """What addresses of waybills, bags, pools and channels can name."""
    parcel = a_bagged_parcel(shipment)
    channel = Channel.objects.create(code="market", name={"en": "Market"}, kind="marketplace", market="DE")
    variant = shipment.lines.get().order_line.variant
    listing = Listing.objects.create(channel=channel, variant=variant, lane=lane, says_from="GB")
    CustodyScan.objects.create(
        parcel=parcel, act="damaged", code="LX1", bag=parcel.bag, waybill=parcel.bag.waybill,
        by="operator:1", at=timezone.now(),
    )  # fmt: skip
    return {
        "waybill": "00012345675", "bag": "BAG-1", "parcel": str(parcel.pk), "pool": a_pool().code,
        "channel": channel.code, "listing": str(listing.pk),
    }  # fmt: skip
