"""Scan a parcel into a bag."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Bag, CustodyScan, Parcel
from entrepot.apps.fulfilment.queries.next_steps import travels_in_bags
from entrepot.apps.fulfilment.queries.number_chain import parcel_by_code
from entrepot.apps.fulfilment.queries.travelling_together import serves
from entrepot.apps.fulfilment.services._bagging import locked_bag, scanned
from entrepot.apps.fulfilment.services._locking import locked
from entrepot.kit.errors import Refused, not_found


@transaction.atomic
def bag_parcel(*, bag: Bag, code: str, by: str) -> Parcel:
    """Put the parcel that bears ``code`` into ``bag``; a second scan changes nothing, another bag is left.

    Raises ``Refused`` with what to do: an unknown number, a parcel that travels alone, is not packed, starts
    or ends elsewhere, or would make the bag too heavy; and once either bag is closed.
    """
    found = parcel_by_code(code)
    if found is None:
        raise not_found(_("No parcel bears the number %(code)s. Set it aside.") % {"code": code[:60]})
    row = _locked_bags(bag, found)
    shipment = locked(found.shipment)
    parcel = Parcel.objects.select_for_update(of=("self",)).select_related("bag").get(pk=found.pk)
    if parcel.bag_id == row.pk:
        return parcel
    if parcel.bag_id != found.bag_id:
        raise Refused(_("Somebody has just put it into another bag. Scan it again."), code="moved_meanwhile")
    parcel.shipment = shipment
    _check(parcel, row)
    parcel.bag = row
    parcel.save(update_fields=["bag"])
    scanned(parcel, CustodyScan.Act.BAGGED, code=code, by=by)
    return parcel


def _locked_bags(bag: Bag, parcel: Parcel) -> Bag:
    """``bag``, locked with the one that ``parcel`` lies in, always in the same order."""
    bags = {each.pk: each for each in (bag, parcel.bag) if each is not None}
    return {pk: locked_bag(bags[pk]) for pk in sorted(bags)}[bag.pk]


def _check(parcel: Parcel, bag: Bag) -> None:
    shipment = parcel.shipment
    country = shipment.consignment.order.address["country"]
    told = {"number": shipment.number, "hub": str(bag.hub), "country": country}
    if not travels_in_bags(shipment):
        raise Refused(_("%(number)s travels by itself. Hand it over to its carrier.") % told, code="alone")
    if shipment.status != "packed":
        raise Refused(_("%(number)s is not packed, or has left already.") % told, code="not_packed")
    if shipment.warehouse_id != bag.origin_id:
        raise Refused(_("%(number)s lies in another warehouse.") % told, code="other_origin")
    if not serves(bag.hub, country):
        message = _("%(number)s goes to %(country)s, which %(hub)s does not serve. Choose another bag.")
        raise Refused(message % told, code="other_destination")
    weight = parcel.weight_g + sum(other.weight_g for other in bag.parcels.all())
    if weight > bag.max_weight_g:
        raise Refused(_("The bag would be too heavy with this parcel. Open another bag."), code="too_heavy")
