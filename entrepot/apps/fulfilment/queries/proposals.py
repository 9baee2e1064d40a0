"""Ways that would break what was promised and that the buyer was asked about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from entrepot.apps.fulfilment.queries.promises import reference_of
from entrepot.apps.orders.models import Case, Consignment
from entrepot.domain.money import Money
from entrepot.domain.tracking.remedies import PROPOSAL_CHOICES, Choice

PROPOSED: Final = "reroute_proposed"


@dataclass(frozen=True, slots=True)
class ProposedWay:
    """What the buyer is asked: the goods would come from ``ships_from`` between two days instead of by
    ``promised_on``; ``back`` would be paid back, and ``on_delivery`` be due at the door in all."""

    case: Case
    warehouse: str
    lane: str
    ships_from: str
    promised_on: date
    first_on: date
    last_on: date
    back: Money
    on_delivery: Money
    reason: str
    answer_by: datetime
    choices: tuple[Choice, ...] = PROPOSAL_CHOICES


def open_proposals() -> QuerySet[Case]:
    """Those that wait for their answer."""
    return Case.objects.filter(kind=PROPOSED).exclude(status="resolved")


def proposals_for(consignments: Iterable[Consignment]) -> dict[int, ProposedWay]:
    """By consignment, what its buyer is asked now. One statement."""
    by_reference = {reference_of(one): one.pk for one in consignments}
    cases = open_proposals().filter(reference__in=by_reference)
    return {by_reference[case.reference]: proposed_way(case) for case in cases}


def proposed_way(case: Case) -> ProposedWay:
    """The facts of a case of this kind."""
    facts = case.facts
    return ProposedWay(
        case=case, warehouse=facts["warehouse"], lane=facts["lane"], ships_from=facts["ships_from"],
        promised_on=date.fromisoformat(facts["promised_on"]),
        first_on=date.fromisoformat(facts["first_on"]), last_on=date.fromisoformat(facts["last_on"]),
        back=Money.of(facts["amount"], facts["currency"]),
        on_delivery=Money.of(facts["expected"], facts["expected_currency"]),
        reason=facts["reason"], answer_by=case.due_at,
    )  # fmt: skip
