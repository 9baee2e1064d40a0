"""Tell the carrier of a collection that is wanted or called off: a call to the outside, then its result."""

from entrepot.apps.fulfilment.models import Pickup
from entrepot.apps.fulfilment.queries.parties import address_of
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.carrier_desks import PickupRequest
from entrepot.kit.adapters import carrier_desks


def arrange_pickup(*, pickup_id: int) -> Pickup:
    """Order it, or call off what was ordered; both may be repeated.

    Raises ``Temporary`` so that the job tries again; a final no is written on the collection.
    """
    row = Pickup.objects.select_related("warehouse").get(pk=pickup_id)
    desk = carrier_desks[row.carrier]
    try:
        if row.cancelled_at is not None:
            if row.reference:
                desk.cancel_pickup(row.reference)
        elif not row.reference and not row.error:
            row.reference = desk.request_pickup(_request(row))
    except Permanent as error:
        row.error = str(error)[:300]
    row.save(update_fields=["reference", "error"])
    return row


def _request(row: Pickup) -> PickupRequest:
    return PickupRequest(
        f"pickup-{row.pk}", address_of(row.warehouse), row.ready_at, row.closes_at, row.parcels, row.weight_g
    )
