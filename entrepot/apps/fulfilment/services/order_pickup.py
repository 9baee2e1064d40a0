"""Have a carrier's van come for the parcels of a warehouse, or call it off."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.events import PickupAsked
from entrepot.apps.fulfilment.models import Pickup
from entrepot.apps.inventory.models import Warehouse
from entrepot.kit import outbox
from entrepot.kit.adapters import carrier_desks
from entrepot.kit.errors import Refused, invalid

SHORTEST_WINDOW = timedelta(hours=1)


@transaction.atomic
def order_pickup(
    *,
    warehouse: Warehouse,
    carrier: str,
    ready_at: datetime,
    closes_at: datetime,
    parcels: int,
    weight_g: int,
    by: str,
) -> Pickup:
    """Write the wish and have the carrier asked. Event ``PickupAsked``.

    Raises ``Refused`` for a carrier without a desk and a window that is over or shorter than an hour.
    """
    if carrier not in carrier_desks.codes():
        raise Refused(_("This carrier takes no orders for collection."), code="no_desk")
    if closes_at <= timezone.now():
        raise invalid("closes_at", _("This window is over. Choose a later one."))
    if closes_at - ready_at < SHORTEST_WINDOW:
        raise invalid("closes_at", _("Give the driver a window of an hour or more."))
    if parcels <= 0 or weight_g <= 0:
        raise invalid("parcels", _("Say how many parcels there are and what they weigh."))
    asked = Pickup.objects.create(
        warehouse=warehouse, carrier=carrier, ready_at=ready_at, closes_at=closes_at, parcels=parcels,
        weight_g=weight_g, asked_by=by, asked_at=timezone.now(),
    )  # fmt: skip
    outbox.record(PickupAsked(asked.pk))
    return asked


@transaction.atomic
def call_off_pickup(*, pickup: Pickup, by: str) -> Pickup:
    """The van need not come; the carrier is told if it had said yes. Event ``PickupAsked``.

    Raises ``Refused`` (``too_late``) once the window has closed. Saying it twice changes nothing.
    """
    row = Pickup.objects.select_for_update().get(pk=pickup.pk)
    if row.cancelled_at is not None:
        return row
    if row.closes_at <= timezone.now():
        raise Refused(_("Its window has closed: the driver came or did not."), code="too_late")
    row.cancelled_at = timezone.now()
    row.save(update_fields=["cancelled_at"])
    outbox.record(PickupAsked(row.pk))
    return row
