"""Consignments of which nothing will arrive, and what their buyers may have back at once."""

from collections.abc import Iterable
from typing import Final

from entrepot.apps.checkout.queries.still_paid import OF_CONSIGNMENT, refund_reference, still_paid
from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.way_ends import state_on_the_way
from entrepot.apps.orders.models import Case, Consignment
from entrepot.apps.payments.models import Refund
from entrepot.domain.money import Money

MATTER: Final = "lost"
IN_TROUBLE: Final = "parcel_exception"
PAID_BACK: Final = "refunded"


def money_for_lost(consignment: Consignment) -> dict[str, Money]:
    """By part, what the buyer paid for a consignment all of whose parcels are lost or destroyed on the way.

    Nothing while a parcel comes or comes back, once it was paid back, and when an operator has returned
    money of the order by hand: then they settle it. Reads ``shipments`` as fetched for the order page; only
    for a lost consignment more is asked of the database.
    """
    sent = [shipment for shipment in consignment.shipments.all() if shipment.status != "cancelled"]
    if not sent or any(state_on_the_way(shipment) != "lost" for shipment in sent):
        return {}
    refunds = Refund.objects.filter(payment__order=consignment.order_id).exclude(status="failed")
    if refunds.exclude(reference__startswith=OF_CONSIGNMENT).exists():
        return {}
    return still_paid(consignment)


def lost_reference(consignment: Consignment) -> str:
    """Under which the money goes back: once."""
    return refund_reference(consignment, MATTER)


def lost_consignment(reference: str) -> int | None:
    """The id of the consignment that a refund under ``reference`` is all the money of."""
    number, _colon, matter = reference.removeprefix(OF_CONSIGNMENT).partition(":")
    is_lost = reference.startswith(OF_CONSIGNMENT) and matter.partition("~")[0] == MATTER
    return int(number) if is_lost else None


def paid_back(parcels: Iterable[Parcel]) -> set[int]:
    """The ids of those ``parcels`` that their buyers do not wait for any more: their case ended with a
    refund."""
    references = {f"parcel:{parcel.pk}": parcel.pk for parcel in parcels}
    ended = Case.objects.filter(
        kind=IN_TROUBLE, reference__in=references, status="resolved", resolution=PAID_BACK
    )
    return {references[reference] for reference in ended.values_list("reference", flat=True)}
