"""The legal next steps of a shipment, and why one is not yet possible."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.lanes.queries import has_leg, is_collected
from entrepot.domain.customs.clearance import CLEARED, Clearance
from entrepot.domain.lifecycles import SHIPMENT


@dataclass(frozen=True, slots=True)
class Step:
    """One button: ``code`` names the service; ``label`` and ``why_not`` (empty if enabled) are translated."""

    code: str
    label: str
    enabled: bool = True
    why_not: str = ""


def next_steps(shipment: Shipment, parcels: list[Parcel] | None = None) -> list[Step]:
    """What a person may do with ``shipment`` now, as its lifecycle has it.

    Delivery and return are the carrier's word and no button. ``parcels`` spares the read when known.
    """
    to_counter = is_collected(shipment.consignment.mode)
    labels = {
        "picking": ("start_picking", _("Start picking")),
        "packed": ("pack_shipment", _("Pack")),
        "to_pick": ("stop_picking", _("Put back")),
        "dispatched": (
            "dispatch_shipment",
            _("Put at the counter") if to_counter else _("Hand over to the carrier"),
        ),
        "cancelled": ("cancel_shipment", _("Cancel shipment")),
    }
    known = list(shipment.parcels.all()) if parcels is None else parcels
    legal = SHIPMENT.next_states(shipment.status)
    steps = [_step(shipment, known, *labels[state]) for state in labels if state in legal]
    if shipment.status == "packed" and any(parcel.booking_error for parcel in known):
        steps.insert(0, Step("request_booking", _("Book again with the carrier")))
    return steps


def dispatch_obstacle(shipment: Shipment, parcels: list[Parcel]) -> str:
    """Why the shipment may not be handed over by itself, in a translated sentence; empty when it may."""
    if travels_in_bags(shipment):
        return _("It leaves with its master waybill. Scan its parcels into a bag.")
    return unready(shipment, parcels)


def travels_in_bags(shipment: Shipment) -> bool:
    """Whether its mode puts many orders together under a master waybill."""
    return has_leg(shipment.consignment.mode, "consolidate")


def unready(shipment: Shipment, parcels: list[Parcel]) -> str:
    """What carrier or customs still owe before the parcels may leave the house; empty when nothing."""
    waiting = [parcel for parcel in parcels if not parcel.tracking_number]
    if waiting:
        return _("The carrier has not given a number for %(count)d parcel(s) yet.") % {"count": len(waiting)}
    if shipment.clearance in CLEARED:
        return ""
    return {
        Clearance.PENDING: _("Customs has not answered yet."),
        Clearance.HELD: _("Customs holds the goods: see the declaration."),
        Clearance.REJECTED: _("Customs rejected the declaration: correct and send it again."),
    }[Clearance(shipment.clearance)]


def _step(shipment: Shipment, parcels: list[Parcel], code: str, label: str) -> Step:
    why_not = dispatch_obstacle(shipment, parcels) if code == "dispatch_shipment" else ""
    return Step(code, label, not why_not, why_not)
