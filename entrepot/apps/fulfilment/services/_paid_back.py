"""Once a parcel was paid back: the claim on its carrier, and the order that goes on without it."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from entrepot.apps.fulfilment.models import Claim, Parcel, Shipment
from entrepot.apps.fulfilment.queries.claims import CLAIM_DUE, claimable
from entrepot.apps.fulfilment.queries.lost_goods import paid_back
from entrepot.apps.fulfilment.queries.number_chain import heard
from entrepot.apps.fulfilment.queries.pick_ups import shown_number
from entrepot.apps.fulfilment.queries.promises import AT_RISK, reference_of
from entrepot.apps.fulfilment.queries.way_ends import state_on_the_way
from entrepot.apps.fulfilment.services._delivery import settle_delivery
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.domain.order_progress import UNDELIVERABLE
from entrepot.domain.tracking.derive import whereabouts
from entrepot.domain.tracking.statuses import TrackingReason

LIABLE_FOR: Final = (TrackingReason.LOST, TrackingReason.DAMAGED)
# For carriers whose terms are not known.
CLAIM_WITHIN: Final = timedelta(days=14)


def call_for_claim(parcel: Parcel, order: Order) -> None:
    """Open the case ``claim_due`` of a lost or damaged ``parcel`` that has not been claimed yet. It is due at
    the end of the last day that the carrier's terms allow."""
    may, reason = claimable(parcel), whereabouts(heard(parcel)).reason
    if (
        may is None
        or not may.most
        or reason not in LIABLE_FOR
        or Claim.objects.filter(parcel=parcel).exists()
    ):
        return
    until = may.until or (timezone.now() + CLAIM_WITHIN).date()
    facts = {
        "tracking_number": shown_number(parcel.carrier, parcel.tracking_number), "carrier": parcel.carrier,
        "reason": reason, "amount": str(may.most.amount), "currency": may.most.currency,
        "until_on": until.isoformat(),
    }  # fmt: skip
    open_case(
        order=order, kind=CLAIM_DUE, facts=facts, reference=f"parcel:{parcel.pk}",
        due_at=datetime.combine(until, time.max, UTC),
    )  # fmt: skip


def end_consignment(consignment: Consignment, order: Order, *, by: str) -> None:
    """Deliver what arrived of a ``consignment`` of the locked ``order`` when the rest was paid back; when all
    of it was and nothing comes back, wait for it no more."""
    rows = Shipment.objects.filter(consignment=consignment).exclude(status="cancelled").order_by("pk")
    sent = list(rows.prefetch_related("parcels__events", "parcels__numbers").select_for_update())
    if any(settle_delivery(shipment) for shipment in sent):
        return
    parcels = [parcel for shipment in sent for parcel in shipment.parcels.all()]
    is_lost = all(state_on_the_way(shipment) == "lost" for shipment in sent)
    if not is_lost or len(paid_back(parcels)) < len(parcels):
        return
    record_fact(
        order=order, kind="consignment_undeliverable", by=by, key=f"undeliverable:{consignment.pk}",
        facts={"position": consignment.position, "reason": whereabouts(heard(parcels[0])).reason},
    )  # fmt: skip
    settle_cases(
        order=order, kinds=[AT_RISK], references=[reference_of(consignment)], by=by, resolution="refunded"
    )
    advance_order(order=order, by=by, progress={consignment.pk: UNDELIVERABLE})
