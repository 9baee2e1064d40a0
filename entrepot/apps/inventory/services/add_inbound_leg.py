"""The way of an inbound shipment gets one stretch longer."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import InboundLeg, InboundShipment
from entrepot.apps.inventory.services._inbound import lock_open
from entrepot.apps.inventory.services.plan_inbound import PlannedLeg
from entrepot.kit.errors import invalid


@transaction.atomic
def add_inbound_leg(*, shipment: InboundShipment, leg: PlannedLeg) -> InboundLeg:
    """Append ``leg``. Raises ``Refused`` for a closed shipment, and 422 when it arrives before it leaves."""
    lock_open(shipment)
    if leg.etd is not None and leg.etd > leg.eta:
        raise invalid("eta", _("It cannot arrive before it leaves."))
    last = shipment.legs.aggregate(last=Max("position"))["last"] or 0
    return InboundLeg.objects.create(
        shipment=shipment, position=last + 1, mode=leg.mode, carrier=leg.carrier,
        transport_number=leg.transport_number, departs_from=leg.departs_from, arrives_at=leg.arrives_at,
        etd=leg.etd, eta=leg.eta,
    )  # fmt: skip
