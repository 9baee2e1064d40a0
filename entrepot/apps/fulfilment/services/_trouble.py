"""The case of a parcel in trouble: whose move it is, and what is asked of the buyer at once."""

from typing import Final

from django.utils import timezone
from django.utils.translation import gettext, override

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.claims import CLAIM_DUE
from entrepot.apps.fulfilment.queries.lost_goods import IN_TROUBLE, paid_back
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER, shown_number
from entrepot.apps.fulfilment.services.watch_parcels import CLEARANCE_LATE, STALLED
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.orders.services.write_case_message import write_case_message
from entrepot.apps.orders.words.promises import QUESTIONS
from entrepot.domain.tracking.derive import Whereabouts
from entrepot.domain.tracking.playbook import LEFT_AT_OUR_COUNTER, Remedy, remedy_for
from entrepot.domain.tracking.statuses import TrackingLeg

WANTED: Final = {"correct_address": "right_address"}


def remedy_of(parcel: Parcel, now_at: Whereabouts) -> Remedy:
    """Who must do what about it, by the terms on which the parcel was sent."""
    if parcel.carrier == COUNTER:
        return LEFT_AT_OUR_COUNTER
    return remedy_for(now_at.reason, incoterm=parcel.shipment.consignment.incoterm)


def mind_trouble(parcel: Parcel, now_at: Whereabouts, leg: str) -> None:
    """Open the case ``parcel_exception`` of a parcel that needs somebody and was not paid back; news that it
    moves settles it, and the claim for it.

    What only the buyer can mend is asked in the room of the case, which tells the buyer.
    """
    over = [STALLED]
    if leg != TrackingLeg.CUSTOMS or now_at.delivered_at:
        over.append(CLEARANCE_LATE)
    if not now_at.needs_somebody:
        over += [IN_TROUBLE, CLAIM_DUE]
    elif not paid_back([parcel]):
        _open(parcel, now_at)
    settle_cases(
        order=parcel.shipment.consignment.order, kinds=over, references=[f"parcel:{parcel.pk}"],
        by=f"partner:{parcel.carrier}", resolution=f"moved on: {now_at.status}",
    )  # fmt: skip


def _open(parcel: Parcel, now_at: Whereabouts) -> None:
    latest, remedy, now = parcel.events.last(), remedy_of(parcel, now_at), timezone.now()
    order = parcel.shipment.consignment.order
    facts = {
        "tracking_number": shown_number(parcel.carrier, parcel.tracking_number),
        "status": str(now_at.status), "reason": now_at.reason,
        "description": latest.description if latest else "", "remedy": remedy.step,
    }  # fmt: skip
    case = open_case(
        order=order, kind=IN_TROUBLE, facts=facts, reference=f"parcel:{parcel.pk}",
        due_at=now + remedy.within,
    )  # fmt: skip
    if case.facts.get("reason") != now_at.reason:
        case.facts, case.owner, case.due_at = facts, "operator", now + remedy.within
        case.save(update_fields=["facts", "owner", "due_at"])
    if remedy.owner == "buyer" and case.owner != "buyer":
        _ask(case, order, remedy.step)


def _ask(case: Case, order: Order, step: str) -> None:
    """Once for a step: asked again by the same words, the buyer would answer less."""
    with override(order.language):
        question = gettext(QUESTIONS[step]) % case.facts
    if not case.messages.filter(by="system", text=question).exists():
        write_case_message(
            case=case, by="system", text=question, readers=["buyer"], wanted=WANTED.get(step, "")
        )
