"""A new empty bag to scan parcels into."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Bag, MasterWaybill
from entrepot.apps.inventory.models import Warehouse
from entrepot.kit.errors import Refused


@transaction.atomic
def open_bag(*, origin: Warehouse, hub: Warehouse, waybill: MasterWaybill | None = None) -> Bag:
    """A bag from ``origin`` to ``hub``, under ``waybill`` at once when one is given.

    Raises ``Refused`` for a waybill that goes elsewhere or takes no more bags.
    """
    bag = Bag.objects.create(number="", origin=origin, hub=hub) if waybill is None else _under(
        origin, hub, waybill
    )  # fmt: skip
    bag.number = f"BAG-{bag.pk:06d}"
    bag.save(update_fields=["number"])
    return bag


def _under(origin: Warehouse, hub: Warehouse, waybill: MasterWaybill) -> Bag:
    row = MasterWaybill.objects.select_for_update().get(pk=waybill.pk)
    if (row.origin_id, row.hub_id) != (origin.pk, hub.pk):
        raise Refused(_("This waybill flies between other places."), code="other_way")
    if row.status != "open":
        raise Refused(_("This waybill takes no more bags. Open it again first."), code="waybill_closed")
    return Bag.objects.create(number="", origin=origin, hub=hub, waybill=row)
