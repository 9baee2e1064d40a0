"""Shipments with the steps that are legal now, their pick list, parcels, papers and declarations."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext

from entrepot.apps.customs.models import Declaration
from entrepot.apps.fulfilment.models import Parcel, Shipment, ShipmentLine
from entrepot.apps.fulfilment.queries.next_steps import Step, next_steps
from entrepot.apps.fulfilment.words import DOCUMENTS
from entrepot.kit.errors import not_found
from entrepot.web.backoffice.words import CLEARANCES

QUEUE_STATES = ("to_pick", "picking", "packed")
PAPERS_FROM = ("packed", "dispatched", "delivered", "returned")
# The shipment's own page has all that its rules ask for.
IN_LISTS = ("packing_slip", "label")
# The supplier itself picks, packs and hands over what it ships.
OURS_AT_SUPPLIERS = ("request_booking", "cancel_shipment")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that can be had now."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class ShipmentShown:
    """``steps`` without the cancelling one, which is ``cancel``: it concerns the consignment's money too."""

    shipment: Shipment
    lines: list[ShipmentLine]
    parcels: list[Parcel]
    steps: list[Step]
    cancel: Step | None
    papers: list[Paper]
    declarations: list[Declaration]
    clearance: str
    units: int


def full_shipments() -> QuerySet[Shipment]:
    """Shipments with all that ``shipment_shown`` reads."""
    lines = ShipmentLine.objects.select_related("order_line").order_by("order_line__position")
    return Shipment.objects.select_related("warehouse", "consignment__order").prefetch_related(
        Prefetch("lines", lines),
        Prefetch(
            "parcels",
            Parcel.objects.select_related("bag").prefetch_related("numbers").order_by("position"),
        ),
        Prefetch("declarations", Declaration.objects.select_related("port").order_by("direction", "pk")),
    )


def find_shipment(number: str) -> Shipment:
    """Raises ``Refused`` 404 for an unknown number."""
    shipment = full_shipments().filter(number=number).first()
    if shipment is None:
        raise not_found(gettext("There is no shipment “%(number)s”.") % {"number": number})
    return shipment


def shipment_shown(shipment: Shipment) -> ShipmentShown:
    """``shipment`` (of ``full_shipments``) for a page; no statement of its own."""
    lines, parcels = list(shipment.lines.all()), list(shipment.parcels.all())
    steps = next_steps(shipment, parcels)
    if shipment.consignment.supplier:
        steps = [step for step in steps if step.code in OURS_AT_SUPPLIERS]
    return ShipmentShown(
        shipment=shipment,
        lines=lines,
        parcels=parcels,
        steps=[step for step in steps if step.code != "cancel_shipment"],
        cancel=next((step for step in steps if step.code == "cancel_shipment"), None),
        papers=papers_of(shipment, IN_LISTS),
        declarations=list(shipment.declarations.all()),
        clearance=gettext(CLEARANCES[shipment.clearance]),
        units=sum(line.quantity for line in lines),
    )


def shipment_queue(status: str, warehouse: str) -> QuerySet[Shipment]:
    """Shipments of one state (all that are in the house when none is given), oldest first.

    What a supplier still has to pick, pack and hand over is not in our house and not listed.
    """
    rows = full_shipments().order_by("created_at", "pk")
    rows = rows.filter(status=status) if status else rows.filter(status__in=QUEUE_STATES)
    rows = rows.exclude(~Q(consignment__supplier=""), status__in=QUEUE_STATES)
    return rows.filter(warehouse__code=warehouse) if warehouse else rows


def papers_of(shipment: Shipment, kinds: Collection[str]) -> list[Paper]:
    """Those of ``kinds`` that ``provide_document`` would give now."""
    if shipment.status not in PAPERS_FROM:
        return []
    parcels = shipment.parcels.all()
    numbered = bool(parcels) and all(parcel.tracking_number for parcel in parcels)
    return [Paper(kind, gettext(DOCUMENTS[kind])) for kind in kinds if numbered or kind == "packing_slip"]
