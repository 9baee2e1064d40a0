"""Tell of a promise that will not be kept while it can still be told before it breaks."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.db import transaction

from entrepot.apps.fulfilment.queries.eta import Arrival, arrival_if_sent_now
from entrepot.apps.fulfilment.queries.promises import (
    AT_RISK,
    open_promises,
    reference_of,
    remedies_of,
    told_key,
)
from entrepot.apps.orders.models import Case, Consignment
from entrepot.apps.orders.services.assign_case import assign_case
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.resolve_case import resolve_case
from entrepot.domain.tracking.watch import Verdict

AT_ONCE: Final = 500
# Within this time of the promise a risk alone is told: later it might have broken unsaid.
LAST_CALL: Final = timedelta(hours=36)
ANSWER_WITHIN: Final = timedelta(days=3)


def watch_promises(*, now: datetime) -> int:
    """Open the case ``promise_at_risk`` of each consignment that may be late; returns how many are.

    The buyer is told once a case, with the new window and the choices there are: as soon as the promise will
    break, or at the last call while it is at risk. The case is over when the promise is likely again, or the
    goods arrived or were cancelled.
    """
    late = [
        _mind(consignment, arrival, now)
        for consignment in open_promises().iterator(chunk_size=AT_ONCE)
        if (arrival := arrival_if_sent_now(consignment, now)) and arrival.verdict != Verdict.ON_TIME
    ]
    for case in Case.objects.filter(kind=AT_RISK).exclude(status="resolved").exclude(reference__in=late):
        resolve_case(case=case, by="system", resolution="on time again, arrived or cancelled")
    return len(late)


@transaction.atomic
def _mind(consignment: Consignment, arrival: Arrival, now: datetime) -> str:
    promised = datetime.combine(consignment.promised_to, time.max, UTC)
    facts = _facts(consignment, arrival)
    case = open_case(
        order=consignment.order, kind=AT_RISK, facts=facts, reference=reference_of(consignment),
        due_at=max(promised - LAST_CALL, now),
    )  # fmt: skip
    if case.facts != facts:
        Case.objects.filter(pk=case.pk).update(facts=facts)
    if arrival.verdict == Verdict.WILL_BREAK or promised - now <= LAST_CALL:
        _tell(case, consignment, facts, is_broken=promised < now, now=now)
    return case.reference


def _facts(consignment: Consignment, arrival: Arrival) -> dict[str, Any]:
    return {
        "position": consignment.position,
        "promised_on": consignment.promised_to.isoformat(),
        "first_on": arrival.first.isoformat(),
        "last_on": arrival.last.isoformat(),
        "chance": "" if arrival.chance_late is None else f"{arrival.chance_late:.2f}",
    }


def _tell(
    case: Case, consignment: Consignment, facts: Mapping[str, Any], *, is_broken: bool, now: datetime
) -> None:
    order, key = consignment.order, told_key(case.pk)
    if order.timeline.filter(key=key).exists():
        return
    choices = [str(remedy.choice) for remedy in remedies_of(consignment, order.currency)]
    record_fact(
        order=order, kind="promise_broken" if is_broken else "promise_will_break", by="system", key=key,
        facts={**facts, "choices": choices},
    )  # fmt: skip
    assign_case(case=case, owner="buyer", due_at=now + ANSWER_WITHIN)
