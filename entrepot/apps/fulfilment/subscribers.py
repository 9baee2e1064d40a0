"""What fulfilment does on news from below and, by jobs, on its own."""

from django.utils import timezone

from entrepot.apps.fulfilment import tasks
from entrepot.apps.fulfilment.events import (
    BookingRequested,
    ManifestMade,
    NewsRequested,
    NumberAbandoned,
    ParcelDeconsolidated,
    PickupAsked,
    ShipmentCancelled,
    ShipmentDispatched,
    ShipmentPacked,
)
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.fulfilment.services.create_shipment import create_shipment
from entrepot.apps.fulfilment.services.offer_pick_up import offer_pick_up
from entrepot.apps.fulfilment.services.pack_dropship import pack_dropship
from entrepot.apps.fulfilment.services.release_numbers import release_numbers
from entrepot.apps.fulfilment.services.settle_refunded_parcels import settle_refunded_parcels
from entrepot.apps.fulfilment.services.ship_dropship import ship_dropship
from entrepot.apps.fulfilment.services.watch_lanes import watch_lanes
from entrepot.apps.fulfilment.services.watch_number_pools import watch_number_pools
from entrepot.apps.lanes.events import LaneChanged, NumberPoolChanged
from entrepot.apps.orders.events import OrderCancelled, OrderConfirmed
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.payments.events import RefundRequested
from entrepot.apps.payments.models import Refund
from entrepot.apps.purchasing.events import DropshipPacked, DropshipShipped
from entrepot.apps.purchasing.models import DropshipOrder


def create_shipments(event: OrderConfirmed) -> None:
    """Every consignment from a warehouse of ours is to be picked, unless it has been called off."""
    Order.objects.select_for_update().only("pk").get(pk=event.order_id)
    consignments = Consignment.objects.filter(order_id=event.order_id, supplier="").exclude(
        progress="cancelled"
    )
    for consignment in consignments.select_related("order"):
        create_shipment(consignment=consignment)


def settle_refunded(event: RefundRequested) -> None:
    """Goods that were damaged or lost and are paid back stop nothing any more."""
    settle_refunded_parcels(refund=Refund.objects.select_related("payment__order").get(pk=event.refund_id))


def cancel_with_the_order(event: OrderCancelled) -> None:
    """What has not left stays."""
    waiting = Shipment.objects.filter(
        consignment__order_id=event.order_id, status__in=["to_pick", "picking", "packed"]
    )
    for shipment in waiting:
        cancel_shipment(shipment=shipment, why=event.why or "order cancelled", by="system")


def pack_for_supplier(event: DropshipPacked) -> None:
    """The supplier wants a label of ours."""
    pack_dropship(
        dropship_order=_dropship_order(event.dropship_order_id), weight_g=event.weight_g, by=event.by
    )


def take_over_from_supplier(event: DropshipShipped) -> None:
    """The supplier's parcel becomes a shipment of ours."""
    ship_dropship(dropship_order=_dropship_order(event.dropship_order_id), by=event.by)


def book_parcels(event: ShipmentPacked) -> None:
    """One job per parcel that has no number yet."""
    waiting = Parcel.objects.filter(shipment_id=event.shipment_id, tracking_number="")
    for parcel_id in waiting.order_by("pk").values_list("pk", flat=True):
        tasks.book_parcel.defer(parcel_id=parcel_id)


def book_parcel_again(event: BookingRequested) -> None:
    tasks.book_parcel.defer(parcel_id=event.parcel_id)


def hand_parcels_over(event: ShipmentDispatched) -> None:
    """The carrier learns of each parcel it was booked for."""
    booked = Parcel.objects.filter(shipment_id=event.shipment_id, booked_at__isnull=False)
    for parcel_id in booked.order_by("pk").values_list("pk", flat=True):
        tasks.hand_over_parcel.defer(parcel_id=parcel_id)


def put_at_the_counter(event: ShipmentDispatched) -> None:
    """Who collects in a shop is told when to come."""
    shipment = Shipment.objects.select_related("warehouse").get(pk=event.shipment_id)
    offer_pick_up(shipment=shipment, by="system")


def inject(event: ParcelDeconsolidated) -> None:
    """The last-mile carrier gets what came out of a bag."""
    tasks.inject_parcel.defer(parcel_id=event.parcel_id)


def release(event: ShipmentCancelled) -> None:
    release_numbers(shipment=Shipment.objects.get(pk=event.shipment_id))


def ask_carrier(event: NewsRequested) -> None:
    tasks.ask_carrier.defer(parcel_id=event.parcel_id)


def close_manifest(event: ManifestMade) -> None:
    tasks.close_manifest.defer(manifest_id=event.manifest_id)


def arrange_pickup(event: PickupAsked) -> None:
    tasks.arrange_pickup.defer(pickup_id=event.pickup_id)


def void_numbers(event: ShipmentCancelled) -> None:
    if Parcel.objects.filter(shipment_id=event.shipment_id, booked_at__isnull=False).exists():
        tasks.void_parcels.defer(shipment_id=event.shipment_id)


def void_abandoned_number(event: NumberAbandoned) -> None:
    tasks.void_number.defer(carrier=event.carrier, tracking_number=event.tracking_number)


def look_at_pools(event: NumberPoolChanged) -> None:
    """A filled pool is no case any more."""
    watch_number_pools(now=timezone.now())


def look_at_lanes(event: LaneChanged) -> None:
    """A renewed lane is no case any more."""
    watch_lanes(now=timezone.now())


def _dropship_order(pk: int) -> DropshipOrder:
    return DropshipOrder.objects.select_related("consignment__order", "supplier").get(pk=pk)
