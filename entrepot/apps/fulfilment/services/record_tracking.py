"""What carriers tell: appended once each, in any order; the present state is derived from all of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel, ParcelNumber, Shipment, TrackingEvent
from entrepot.apps.fulfilment.queries.number_chain import heard
from entrepot.apps.fulfilment.queries.pick_ups import shown_number
from entrepot.apps.fulfilment.queries.proof_of_delivery import tracking_key
from entrepot.apps.fulfilment.services._delivery import settle_delivery
from entrepot.apps.fulfilment.services._leg_times import record_leg_times
from entrepot.apps.fulfilment.services._locking import lock_orders, locked
from entrepot.apps.fulfilment.services._trouble import mind_trouble, remedy_of
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.tell_buyer import tell_buyer
from entrepot.domain.ports import carriers as port
from entrepot.domain.tracking.derive import Whereabouts, whereabouts
from entrepot.domain.tracking.polling import next_poll
from entrepot.domain.tracking.statuses import TrackingReason


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many events were new, and the numbers that no parcel of ours bears."""

    new: int
    unknown: tuple[str, ...]


@transaction.atomic
def record_tracking(*, carrier: str, events: Iterable[port.TrackingEvent], by: str = "") -> Recorded:
    """Append the events of ``carrier``, each a fact on its order's timeline, and settle what follows.

    A parcel is known by any of its numbers. ``by`` says who tells when it is not the carrier itself.
    Trouble opens the case ``parcel_exception`` and asks the buyer for what only they can tell; moving on
    resolves it. The last parcel's delivery delivers the shipment and may deliver the order.
    """
    by_number = defaultdict[str, list[port.TrackingEvent]](list)
    for event in events:
        by_number[event.tracking_number].append(event)
    parcels = _locked_parcels(carrier, by_number.keys())
    known, new = set[str](), 0
    for parcel in parcels:
        mine = by_number.keys() & {parcel.tracking_number, *(link.number for link in parcel.numbers.all())}
        told = [event for number in sorted(mine) for event in by_number[number]]
        new += _take(parcel, told, by or f"partner:{carrier}")
        known |= mine
    for shipment_id in sorted({parcel.shipment_id for parcel in parcels}):
        settle_delivery(locked(Shipment(pk=shipment_id)))
    return Recorded(new, tuple(sorted(by_number.keys() - known)))


def _locked_parcels(carrier: str, numbers: Iterable[str]) -> list[Parcel]:
    listed = list(numbers)
    links = ParcelNumber.objects.filter(carrier=carrier, number__in=listed).values("parcel")
    mine = Parcel.objects.filter(Q(carrier=carrier, tracking_number__in=listed) | Q(pk__in=links))
    shipments = Shipment.objects.filter(parcels__in=mine.values("pk")).order_by("pk")
    lock_orders(shipments)
    list(shipments.select_for_update().values_list("pk", flat=True))
    rows = mine.select_related("shipment__consignment__order").prefetch_related("numbers").order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def _take(parcel: Parcel, told: Sequence[port.TrackingEvent], by: str) -> int:
    known = set(parcel.events.values_list("event_id", flat=True))
    new = list({event.id: event for event in told if event.id not in known}.values())
    if not new:
        return 0
    TrackingEvent.objects.bulk_create(_row(parcel, event) for event in new)
    rows = list(parcel.events.all())
    every = heard(parcel, rows)
    now_at, now, before = whereabouts(every), timezone.now(), parcel.tracking_status
    parcel.tracking_status, parcel.last_event_at = str(now_at.status), now_at.at
    parcel.next_poll_at = next_poll(parcel.tracking_status, last_news=now_at.at or now, now=now)
    parcel.save(update_fields=["tracking_status", "last_event_at", "next_poll_at"])
    leg = record_leg_times(parcel, every, now)
    consignment = parcel.shipment.consignment
    for event in new:
        record_fact(
            order=consignment.order, kind="tracking", by=by, at=event.at,
            facts=_facts(parcel, event), supplier=consignment.supplier, 
            key=tracking_key(parcel.pk, event.id), for_buyer=event.reason != TrackingReason.UNKNOWN,
        )  # fmt: skip
    if now_at.at and now_at.status != before:
        _tell(parcel, consignment.order, now_at, rows)
    mind_trouble(parcel, now_at, leg)
    return len(new)


def _tell(parcel: Parcel, order: Order, now_at: Whereabouts, events: Sequence[TrackingEvent]) -> None:
    """Bring the state that the parcel has come into to the buyer: never one that it has left again, and no
    trouble about which they are asked."""
    if now_at.needs_somebody and remedy_of(parcel, now_at).owner == "buyer":
        return
    latest = next(one for one in reversed(events) if one.at == now_at.at)
    tell_buyer(
        order=order, kind=f"tracking.{now_at.status}", key=tracking_key(parcel.pk, latest.event_id),
        facts={"status": str(now_at.status), "reason": now_at.reason, "location": latest.location,
               "carrier": parcel.carrier},
    )  # fmt: skip


def _row(parcel: Parcel, event: port.TrackingEvent) -> TrackingEvent:
    return TrackingEvent(
        parcel=parcel, tracking_number=event.tracking_number, event_id=event.id[:120], status=event.status,
        leg=event.leg, reason=event.reason, description=event.description[:300],
        location=event.location[:120], carrier_code=event.carrier_code[:40], at=event.at,
    )  # fmt: skip


def _facts(parcel: Parcel, event: port.TrackingEvent) -> dict[str, str]:
    facts = {
        "status": event.status, "description": event.description, "location": event.location,
        "leg": event.leg, "reason": event.reason,
        "tracking_number": shown_number(parcel.carrier, event.tracking_number),
        "carrier": parcel.carrier,
    }  # fmt: skip
    return {**event.extra, **facts}
