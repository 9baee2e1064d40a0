"""A parcel that nobody expected at a hub belongs there after all: it is moved to the bag it came out of."""

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Bag, CustodyScan, Parcel, ParcelNumber
from entrepot.apps.fulfilment.queries.next_steps import unready
from entrepot.apps.fulfilment.queries.travelling_together import case_about, serves
from entrepot.apps.fulfilment.services._bagging import lock_found, not_in_the_bin, require_undecided, scanned
from entrepot.apps.fulfilment.services._leaving import leave
from entrepot.apps.fulfilment.services._numbering import hold
from entrepot.apps.fulfilment.services.deconsolidate_parcel import take_out
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.orders.words import case_sentence
from entrepot.kit.errors import Refused

CASES: Final = ("parcel_unexpected", "parcel_missing")
GIVEN_UP: Final = (CustodyScan.Act.RETURNED, CustodyScan.Act.DESTROYED)


@transaction.atomic
def accept_found_parcel(*, parcel: Parcel, bag: Bag, by: str) -> CustodyScan:
    """Move ``parcel`` into ``bag`` of the waybill it was found under and let it go on as if expected: local
    number, local carrier. Its cases are settled; done twice it gives the first scan back.

    A shipment that had not been handed over leaves the house by it. Raises ``Refused``: ``not_in_the_bin``
    for a parcel found under another waybill, ``decided`` for one that was given up at any hub,
    ``other_destination``, ``not_packed`` when it is no longer to be sent, ``not_ready`` while its own
    declaration is incomplete or not released, naming what is missing.
    """
    waybill = bag.waybill
    if waybill is None:
        raise not_in_the_bin(parcel)
    row = lock_found(parcel, waybill)
    moved = row.scans.filter(act=CustodyScan.Act.MOVED, waybill=waybill).first()
    if moved is not None:
        return moved
    require_undecided(row, waybill)
    _check(row, bag)
    if row.shipment.status == "packed":
        row.shipment = leave(row.shipment, by=by)
        hold(row, ParcelNumber.Role.PROVISIONAL, timezone.now())
    before = row.bag.number if row.bag else ""
    row.bag = bag
    row.save(update_fields=["bag"])
    scan = scanned(row, CustodyScan.Act.MOVED, note=before, by=by)
    take_out(row, waybill, by)
    settle_cases(
        order=row.shipment.consignment.order, kinds=CASES, references=[f"parcel:{row.pk}"], by=by,
        resolution=f"belongs to {bag.number}",
    )  # fmt: skip
    return scan


def _check(parcel: Parcel, bag: Bag) -> None:
    shipment = parcel.shipment
    country = shipment.consignment.order.address["country"]
    told = {"number": shipment.number, "hub": str(bag.hub), "country": country}
    # Its buyer was told so, and gets the money back.
    if parcel.scans.filter(act__in=GIVEN_UP).exists():
        raise Refused(_("It was decided already what becomes of this parcel."), code="decided")
    if shipment.status not in ("packed", "dispatched"):
        raise Refused(
            _("%(number)s is no longer to be sent. Return it or destroy it.") % told, code="not_packed"
        )
    if not serves(bag.hub, country):
        message = _("%(number)s goes to %(country)s, which %(hub)s does not serve. Send it back, or hold it.")
        raise Refused(message % told, code="other_destination")
    obstacle = unready(shipment, [parcel])
    if obstacle:
        case = case_about(shipment)
        raise Refused(case_sentence(case.kind, case.facts) if case else obstacle, code="not_ready")
    others = shipment.parcels.exclude(pk=parcel.pk).filter(bag=None)
    if shipment.status == "packed" and any(_is_in_the_house(other) for other in others):
        message = _("Other parcels of %(number)s are still in the house; it leaves as one. Hold this one.")
        raise Refused(message % told, code="separated")


def _is_in_the_house(parcel: Parcel) -> bool:
    last = parcel.scans.last()
    return last is None or last.act == CustodyScan.Act.MISTAKEN
