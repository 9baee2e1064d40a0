"""Many parcels under way at once: what the hourly watches have to look at."""

from datetime import date, datetime, timedelta

from entrepot.apps.fulfilment.models import LegTime, Parcel, Shipment, TrackingEvent
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.orders.models import Consignment, Order
from tests.factories.fulfilment import the_lane
from tests.factories.inventory import a_warehouse

HOUR = timedelta(hours=1)


def many_under_way(count: int, *, since: datetime, promised_to: date, first: int = 0) -> None:
    """``count`` paid orders of one parcel each, dispatched at ``since`` and heard of once since then."""
    lane, house = the_lane(), Warehouse.objects.first() or a_warehouse("many")
    numbers = range(first, first + count)
    orders = Order.objects.bulk_create(
        Order(
            number=f"MANY-{n}", email="amara@buyer.example", language="en", market="eu", status="shipped",
            currency="EUR", goods_amount=10, shipping_amount=0, duty_amount=0, tax_amount=0, total_amount=10,
            address={"name": "Amara", "line1": "Rue 1", "city": "Lyon", "postcode": "69001", "country": "FR"},
            placed_at=since, pay_by=since,
        )
        for n in numbers
    )  # fmt: skip
    consignments = Consignment.objects.bulk_create(
        Consignment(
            order=order, position=1, mode=lane.mode.code, lane=lane.code, warehouse=house.code,
            ships_from="GB", incoterm="DDP", crosses_border=True, promised_from=promised_to,
            promised_to=promised_to, progress="shipped",
        )
        for order in orders
    )  # fmt: skip
    shipments = Shipment.objects.bulk_create(
        Shipment(number=f"SM-{n}", consignment=one, warehouse=house, status="dispatched", dispatched_at=since)
        for n, one in zip(numbers, consignments, strict=True)
    )
    parcels = Parcel.objects.bulk_create(
        Parcel(
            shipment=shipment, carrier="simcarrier", tracking_number=f"MANY{n}", weight_g=400,
            tracking_status="in_transit", last_event_at=since + HOUR,
        )
        for n, shipment in zip(numbers, shipments, strict=True)
    )  # fmt: skip
    TrackingEvent.objects.bulk_create(
        TrackingEvent(
            parcel=parcel, tracking_number=parcel.tracking_number, event_id="up", status="in_transit",
            leg="line_haul", description="up", at=since + HOUR,
        )
        for parcel in parcels
    )  # fmt: skip


def past_times(count: int, *, until: datetime) -> None:
    """``count`` parcels before, 101, 102 ... hours from the line haul to the door."""
    lane = the_lane()
    LegTime.objects.bulk_create(
        LegTime(
            imported=f"many:{n}", carrier="simcarrier", mode=lane.mode.code, lane=lane.code, leg="line_haul",
            entered_at=until - (400 + n) * HOUR, left_at=until - (310 + n) * HOUR,
            delivered_at=until - 299 * HOUR, silent_hours=40,
        )
        for n in range(count)
    )  # fmt: skip
