"""Tell of a promise that will not be kept while it can still be told before it breaks."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from entrepot.apps.fulfilment.queries.eta import Arrival, arrival_if_sent_now
from entrepot.apps.fulfilment.queries.promises import (
    AT_RISK,
    open_promises,
    reference_of,
    remedies_of,
    told_key,
)
from entrepot.apps.orders.models import Case, Consignment, TimelineEntry
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
    goods arrived or were cancelled. What was said already costs no statement of its own.
    """
    known = {case.reference: case for case in _open_cases()}
    told = _told(list(known.values()))
    late, changed = set[str](), list[Case]()
    for consignment in open_promises().iterator(chunk_size=AT_ONCE):
        arrival = arrival_if_sent_now(consignment, now)
        if arrival is None or arrival.verdict == Verdict.ON_TIME:
            continue
        reference, facts = reference_of(consignment), _facts(consignment, arrival)
        late.add(reference)
        case = known.get(reference)
        is_said = case is not None and told_key(case.pk) in told
        if case is None or (not is_said and _is_to_tell(consignment, arrival, now)):
            _open(consignment, arrival, facts, now)
        if case is not None and case.facts != facts:
            case.facts = facts
            changed.append(case)
    Case.objects.bulk_update(changed, ["facts"], batch_size=AT_ONCE)
    for case in _open_cases().filter(reference__in=known.keys() - late):
        resolve_case(case=case, by="system", resolution="on time again, arrived or cancelled")
    return len(late)


def _open_cases() -> QuerySet[Case]:
    return Case.objects.filter(kind=AT_RISK).exclude(status="resolved").select_related("order")


def _told(cases: Collection[Case]) -> set[str]:
    """The keys under which their buyers were told."""
    keys = [told_key(case.pk) for case in cases]
    said = TimelineEntry.objects.filter(order__in=[case.order_id for case in cases], key__in=keys)
    return set(said.values_list("key", flat=True))


def _is_to_tell(consignment: Consignment, arrival: Arrival, now: datetime) -> bool:
    return arrival.verdict == Verdict.WILL_BREAK or _promised(consignment) - now <= LAST_CALL


def _promised(consignment: Consignment) -> datetime:
    return datetime.combine(consignment.promised_to, time.max, UTC)


@transaction.atomic
def _open(consignment: Consignment, arrival: Arrival, facts: Mapping[str, Any], now: datetime) -> None:
    promised = _promised(consignment)
    case = open_case(
        order=consignment.order, kind=AT_RISK, facts=facts, reference=reference_of(consignment),
        due_at=max(promised - LAST_CALL, now),
    )  # fmt: skip
    if _is_to_tell(consignment, arrival, now):
        _tell(case, consignment, facts, is_broken=promised < now, now=now)


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
