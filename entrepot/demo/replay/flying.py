"""What travels together: parcels into bags, bags under a waybill, flown, taken apart, delivered locally."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils import timezone

from entrepot.apps.fulfilment.models import MasterWaybill, Parcel, Shipment
from entrepot.apps.fulfilment.queries.travelling_together import serves
from entrepot.apps.fulfilment.services.arrive_waybill import arrive_waybill
from entrepot.apps.fulfilment.services.bag_parcel import bag_parcel
from entrepot.apps.fulfilment.services.close_waybill import close_waybill
from entrepot.apps.fulfilment.services.deconsolidate_parcel import deconsolidate_parcel
from entrepot.apps.fulfilment.services.depart_waybill import depart_waybill
from entrepot.apps.fulfilment.services.finish_deconsolidation import finish_deconsolidation
from entrepot.apps.fulfilment.services.open_bag import open_bag
from entrepot.apps.fulfilment.services.open_waybill import Booked, open_waybill
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.apps.lanes.queries import has_leg
from entrepot.demo.load_consolidation import BOOKED_G, FLIGHTS
from entrepot.demo.replay.placing import SOURCE
from entrepot.demo.replay.rounds import BY, each
from entrepot.domain.customs.clearance import CLEARED
from entrepot.kit.errors import Refused

FLIGHT: Final = "ZZ 900"
# So many parcels are worth a flight; fewer fly when nothing else is left to do.
FULL: Final = 10


def travelling_together() -> list[str]:
    """The modes whose parcels leave in bags only."""
    codes = FulfilmentMode.objects.values_list("code", flat=True)
    return [code for code in codes if has_leg(code, "consolidate")]


def fly_once(*, is_idle: bool) -> int:
    """One round: every waybill of the replay a step further, then new ones for what has gathered."""
    steps = each(MasterWaybill.objects.filter(flight=FLIGHT).exclude(status="deconsolidated"), _further)
    gathered = defaultdict(list)
    for parcel in _ready():
        gathered[parcel.shipment.warehouse, _hub(parcel)].append(parcel)
    for (origin, hub), parcels in gathered.items():
        if len(parcels) >= FULL or (is_idle and not steps):
            steps += _load(origin, hub, parcels)
    return steps


def _ready() -> list[Parcel]:
    """Numbered, released by customs with all of their shipment, and in no bag yet."""
    unnumbered = Parcel.objects.filter(shipment=OuterRef("shipment"), tracking_number="")
    packed = Shipment.objects.filter(
        consignment__order__source=SOURCE, consignment__mode__in=travelling_together(), status="packed",
        clearance__in=CLEARED,
    )  # fmt: skip
    rows = Parcel.objects.filter(shipment__in=packed, bag=None).exclude(Exists(unnumbered))
    return list(rows.select_related("shipment__warehouse", "shipment__consignment__order").order_by("pk"))


def _hub(parcel: Parcel) -> Warehouse:
    """The first house that a flight from there goes to and that serves the buyer's country."""
    country = parcel.shipment.consignment.order.address["country"]
    origin = parcel.shipment.warehouse.code
    codes = [hub for start, hub, _flight, _days in FLIGHTS if start == origin]
    return next(
        hub for hub in Warehouse.objects.filter(code__in=codes).order_by("pk") if serves(hub, country)
    )


def _load(origin: Warehouse, hub: Warehouse, parcels: Sequence[Parcel]) -> int:
    """Returns how many of ``parcels`` are in a bag under a new waybill."""
    now = timezone.now()
    waybill = open_waybill(
        booked=Booked(
            origin=origin, hub=hub, flight=FLIGHT, airline="testair", max_weight_g=BOOKED_G,
            cut_off=now + timedelta(hours=1), departs_at=now + timedelta(hours=2),
            arrives_at=now + timedelta(hours=14),
        )
    )  # fmt: skip
    bag = open_bag(origin=origin, hub=hub, waybill=waybill)
    for bagged, parcel in enumerate(parcels):
        try:
            bag_parcel(bag=bag, code=parcel.tracking_number, by=BY)
        except Refused:
            return bagged  # the bag is full, or the parcel was called off: the next round sees how it stands
    return len(parcels)


def _further(waybill: MasterWaybill) -> None:
    if waybill.status == "open":
        close_waybill(waybill=waybill, by=BY)
    elif waybill.status == "closed":
        depart_waybill(waybill=waybill, by=BY)
    elif waybill.status == "departed":
        arrive_waybill(waybill=waybill, by=BY)
    else:
        for parcel in Parcel.objects.filter(bag__waybill=waybill).order_by("pk"):
            deconsolidate_parcel(waybill=waybill, code=parcel.tracking_number, by=BY)
        finish_deconsolidation(waybill=waybill, by=BY)
