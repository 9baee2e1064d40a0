"""Goods are in boxes: their weights are known and the carrier can be asked for numbers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.events import ShipmentPacked
from entrepot.apps.fulfilment.models import Parcel, ParcelLine, Shipment
from entrepot.apps.fulfilment.queries.packing import hazards_of
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.domain.packing import HazardRule
from entrepot.domain.quantity import Dimensions
from entrepot.kit import outbox
from entrepot.kit.adapters import carriers
from entrepot.kit.errors import Fault, Refused, invalid
from entrepot.kit.texts import text_in
from entrepot.kit.transitions import transition


@dataclass(frozen=True, slots=True)
class ParcelSpec:
    """One box as weighed and measured, in grams and millimetres, of the type ``box`` if it is one of ours.

    ``contents`` maps a line of the shipment to its units in the box; one parcel alone holds everything.
    """

    weight_g: int
    dimensions: Dimensions | None = None
    box: str = ""
    contents: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CarrierService:
    """Who carries, when it is another than the lane says."""

    carrier: str
    service: str


@transaction.atomic
def pack_shipment(
    *, shipment: Shipment, parcels: Sequence[ParcelSpec], by: str, carried_by: CarrierService | None = None
) -> Shipment:
    """Write the parcels, to be carried by the consignment's lane or ``carried_by``. Event ``ShipmentPacked``.

    Raises ``Refused`` naming the parcel that is empty or too heavy for the lane, units that lie in no parcel,
    goods that may not travel so or not together (``dangerous_goods``), ``IllegalTransition`` unless the
    shipment is being picked.
    """
    row = locked(shipment)
    consignment = row.consignment
    lane = Lane.objects.get(code=consignment.lane)
    _check(parcels, lane)
    contents = _contents(row, parcels)
    _check_hazards(row, contents)
    carriage = carried_by or CarrierService(lane.carrier, lane.service)
    if carriage.carrier not in carriers.codes():
        raise invalid("carried_by", _("This carrier is not connected. Choose another."))
    now = timezone.now()
    packed = transition(row, SHIPMENT, to="packed", by=by, at=now, packed_at=now)
    packed.lines.update(picked=F("quantity"))
    made = Parcel.objects.bulk_create(
        _parcel(packed, position, spec, carriage) for position, spec in enumerate(parcels, start=1)
    )
    ParcelLine.objects.bulk_create(
        ParcelLine(parcel=parcel, line_id=line, quantity=count)
        for parcel, inside in zip(made, contents, strict=True)
        for line, count in inside.items()
    )
    weight_g = sum(spec.weight_g for spec in parcels)
    record_fact(
        order=consignment.order, kind="shipment_packed", by=by, at=now,
        for_buyer=not consignment.supplier, supplier=consignment.supplier,
        facts={"number": packed.number, "parcels": len(parcels), "weight_g": weight_g},
        key=f"packed:{packed.number}",
    )  # fmt: skip
    outbox.record(ShipmentPacked(packed.pk, consignment.order_id, consignment.crosses_border))
    return packed


def _check(parcels: Sequence[ParcelSpec], lane: Lane) -> None:
    if not parcels:
        raise invalid("parcels", _("Enter at least one parcel with its weight."))
    faults = []
    for index, spec in enumerate(parcels):
        field = f"parcels[{index}].weight_g"
        if spec.weight_g <= 0:
            faults.append(Fault(field, _("Weigh the parcel: the weight must be above zero grams.")))
        elif spec.weight_g > lane.max_weight_g:
            message = _("This lane carries parcels up to %(limit)d g. Divide the goods over more parcels.")
            faults.append(Fault(field, message % {"limit": lane.max_weight_g}, "too_heavy"))
    if faults:
        raise Refused(faults[0].message, code=faults[0].code, faults=faults, status=422)


def _contents(shipment: Shipment, parcels: Sequence[ParcelSpec]) -> list[dict[int, int]]:
    """Line to units for each parcel. Several parcels must say what lies in each: customs reads one
    declaration per parcel, and whoever opens one must find what it says."""
    wanted = dict(shipment.lines.values_list("pk", "quantity"))
    if len(parcels) == 1 and not parcels[0].contents:
        return [wanted]
    given = [{line: count for line, count in spec.contents.items() if count} for spec in parcels]
    if any(count < 0 for inside in given for count in inside.values()):
        raise invalid("contents", _("Units cannot be fewer than none."))
    empty = next((index for index, inside in enumerate(given) if not inside), None)
    if empty is not None:
        message = _("Say which units lie in this parcel, or take the parcel away.")
        raise invalid(f"parcels[{empty}].contents", message, "contents_missing")
    packed = Counter[int]()
    for inside in given:
        packed.update(inside)
    if dict(packed) != wanted:
        message = _(
            "The parcels together must hold exactly what was picked: %(picked)d units, not %(packed)d."
        )
        figures = {"picked": sum(wanted.values()), "packed": packed.total()}
        raise invalid("contents", message % figures, "contents_differ")
    return given


def _check_hazards(shipment: Shipment, contents: Sequence[Mapping[int, int]]) -> None:
    hazards = hazards_of(shipment)
    for objection in hazards.objections:
        if objection.rule is not None:
            raise _dangerous(objection.rule, "contents")
    for index, inside in enumerate(contents):
        broken = hazards.broken_by(inside)
        if broken is not None:
            raise _dangerous(broken, f"parcels[{index}].contents")


def _dangerous(rule: HazardRule, field_name: str) -> Refused:
    message = f"{text_in(rule.text)} ({rule.source})"
    return invalid(field_name, message, "dangerous_goods")


def _parcel(shipment: Shipment, position: int, spec: ParcelSpec, carriage: CarrierService) -> Parcel:
    size = spec.dimensions
    return Parcel(
        shipment=shipment, position=position, carrier=carriage.carrier, service=carriage.service,
        weight_g=spec.weight_g, length_mm=size.length_mm if size else None, box=spec.box,
        width_mm=size.width_mm if size else None, height_mm=size.height_mm if size else None,
    )  # fmt: skip
