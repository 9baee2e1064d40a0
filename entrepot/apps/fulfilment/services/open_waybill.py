"""Book space on a flight: a master waybill that bags can be put under."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import MasterWaybill
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.lanes.services.give_number import give_number
from entrepot.domain.tracking.patterns import FaultyPattern, NumberPattern
from entrepot.kit.errors import invalid


@dataclass(frozen=True, slots=True)
class Booked:
    """A flight as the airline confirmed it; ``airline`` is the carrier code of its pool of waybill numbers,
    used when ``number`` is empty."""

    origin: Warehouse
    hub: Warehouse
    flight: str
    cut_off: datetime
    departs_at: datetime
    arrives_at: datetime
    max_weight_g: int
    number: str = ""
    airline: str = ""


@transaction.atomic
def open_waybill(*, booked: Booked) -> MasterWaybill:
    """A master waybill to put bags under.

    Raises ``Refused`` naming the field: a number whose check digit is wrong or that is known, a cut-off that
    has passed or is after the departure, an arrival before it, a hub that is the origin, no weight.
    """
    if booked.origin.pk == booked.hub.pk:
        raise invalid("hub", _("The hub is where parcels are taken out of their bags; choose another place."))
    if booked.cut_off <= timezone.now():
        raise invalid("cut_off", _("This cut-off has passed. Choose a later flight."))
    if not booked.cut_off <= booked.departs_at < booked.arrives_at:
        raise invalid("departs_at", _("A flight departs after its cut-off and before it arrives."))
    if booked.max_weight_g <= 0:
        raise invalid("max_weight_g", _("Enter the weight that is booked."))
    number = _number(booked)
    if MasterWaybill.objects.filter(number=number).exists():
        raise invalid("number", _("This waybill is known already."), "number_taken")
    return MasterWaybill.objects.create(
        number=number, origin=booked.origin, hub=booked.hub, flight=booked.flight.strip().upper(),
        cut_off=booked.cut_off, departs_at=booked.departs_at, arrives_at=booked.arrives_at,
        max_weight_g=booked.max_weight_g,
    )  # fmt: skip


def _number(booked: Booked) -> str:
    written = "".join(character for character in booked.number if character.isalnum())
    if not written:
        return give_number(carrier=booked.airline, role="waybill", country="", to=f"flight:{booked.flight}")
    try:
        is_right = NumberPattern("awb", written[:3], digits=7).accepts(written)
    except FaultyPattern:
        is_right = False
    if not is_right:
        raise invalid(
            "number", _("A master waybill has 11 digits, the last of them a check digit. Look at it again.")
        )
    return written
