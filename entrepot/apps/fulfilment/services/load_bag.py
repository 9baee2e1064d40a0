"""Put a bag under a master waybill and, if wanted, onto a pallet; or take it off again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Bag, MasterWaybill, Pallet
from entrepot.apps.fulfilment.services._bagging import locked_bag
from entrepot.kit.errors import Refused


@transaction.atomic
def load_bag(*, bag: Bag, waybill: MasterWaybill | None, pallet: Pallet | None = None) -> Bag:
    """Move ``bag`` under ``waybill`` (``None``: off its waybill), onto ``pallet`` of that waybill.

    Raises ``Refused`` for a waybill that goes elsewhere, is closed, whose cut-off has passed, or that the bag
    would make too heavy, and while the bag's present waybill is closed.
    """
    row = locked_bag(bag)
    if waybill is not None:
        _check(row, MasterWaybill.objects.select_for_update().get(pk=waybill.pk))
    if pallet is not None and (waybill is None or pallet.waybill_id != waybill.pk):
        raise Refused(_("This pallet belongs to another waybill."), code="other_pallet")
    row.waybill, row.pallet = waybill, pallet
    row.save(update_fields=["waybill", "pallet"])
    return row


def _check(bag: Bag, waybill: MasterWaybill) -> None:
    if (waybill.origin_id, waybill.hub_id) != (bag.origin_id, bag.hub_id):
        raise Refused(_("This waybill flies between other places."), code="other_way")
    if waybill.status != "open":
        raise Refused(_("This waybill takes no more bags. Open it again first."), code="waybill_closed")
    if waybill.cut_off < timezone.now():
        raise Refused(_("The cut-off of this flight has passed. Choose a later one."), code="cut_off_passed")
    others = waybill.bags.exclude(pk=bag.pk)
    loaded = sum(parcel.weight_g for other in others for parcel in other.parcels.all())
    weight = loaded + sum(parcel.weight_g for parcel in bag.parcels.all())
    if weight > waybill.max_weight_g:
        message = _(
            "With this bag %(weight)d g are loaded, but %(most)d g are booked. Choose another flight."
        )
        raise Refused(message % {"weight": weight, "most": waybill.max_weight_g}, code="too_heavy")
