"""A parcel's numbers as one chain: what was heard under each, and who holds the parcel now."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from entrepot.apps.fulfilment.models import Parcel, TrackingEvent
from entrepot.domain.tracking import chain
from entrepot.domain.tracking.derive import Event


def heard(parcel: Parcel, events: Sequence[TrackingEvent] | None = None) -> list[Event]:
    """The events of ``parcel`` as they count for its whole way, whatever number they came under.

    Reads its ``numbers`` and, unless given, its ``events``.
    """
    known = list(parcel.events.all() if events is None else events)
    links, told = _links(parcel), _by_number(parcel, known)
    return list(chain.events_along(links, told)) if links else list(known)


def holder_of(parcel: Parcel) -> chain.Holder:
    """Who holds ``parcel`` and under which number; of one number only, as its carrier tells it."""
    links = _links(parcel) or [chain.ParcelNumber(parcel.tracking_number, parcel.carrier)]
    return chain.whereabouts_along(links, _by_number(parcel, list(parcel.events.all())))[1]


def parcel_by_code(code: str) -> Parcel | None:
    """The parcel that bears ``code`` as any of its numbers, as scanned (spaces allowed)."""
    number = "".join(code.split()).upper()
    bearers = Parcel.objects.filter(Q(tracking_number=number) | Q(numbers__number=number))
    return bearers.select_related("shipment__consignment__order", "shipment__warehouse", "bag").first()


def _links(parcel: Parcel) -> list[chain.ParcelNumber]:
    return [chain.ParcelNumber(link.number, link.carrier) for link in parcel.numbers.all()]


def _by_number(parcel: Parcel, events: Sequence[TrackingEvent]) -> dict[str, list[Event]]:
    found = defaultdict[str, list[Event]](list)
    for event in events:
        found[event.tracking_number or parcel.tracking_number].append(event)
    return found
