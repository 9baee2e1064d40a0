"""What suppliers do all day for the replay's orders: accept, have a label made, hand over."""

from django.db.models import Exists, OuterRef, QuerySet

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.accept_dropship_order import accept_dropship_order
from entrepot.apps.purchasing.services.book_dropship_parcel import book_dropship_parcel
from entrepot.apps.purchasing.services.ship_dropship_order import ship_dropship_order
from entrepot.demo.replay.placing import SOURCE
from entrepot.demo.replay.rounds import each


def supply_once() -> int:
    """One round; returns how many steps were done."""
    return each(_standing("sent"), _accept) + each(_unbooked(), _book) + each(_labelled(), _hand_over)


def _standing(status: str) -> QuerySet[DropshipOrder]:
    rows = DropshipOrder.objects.filter(consignment__order__source=SOURCE, status=status)
    return rows.select_related("consignment__order", "supplier").order_by("pk")


def _unbooked() -> QuerySet[DropshipOrder]:
    booked = Shipment.objects.filter(consignment=OuterRef("consignment"))
    return _standing("accepted").exclude(Exists(booked))


def _labelled() -> QuerySet[DropshipOrder]:
    numbered = Parcel.objects.filter(shipment__consignment=OuterRef("consignment")).exclude(
        tracking_number=""
    )
    return _standing("accepted").filter(Exists(numbered))


def _accept(row: DropshipOrder) -> None:
    accept_dropship_order(dropship_order=row, by=_by(row))


def _book(row: DropshipOrder) -> None:
    book_dropship_parcel(dropship_order=row, weight_g=None, by=_by(row))


def _hand_over(row: DropshipOrder) -> None:
    parcel = Parcel.objects.filter(shipment__consignment=row.consignment).order_by("position")[0]
    ship_dropship_order(
        dropship_order=row, carrier=parcel.carrier, tracking_number=parcel.tracking_number, by=_by(row)
    )


def _by(row: DropshipOrder) -> str:
    return f"supplier:{row.supplier.code}"
