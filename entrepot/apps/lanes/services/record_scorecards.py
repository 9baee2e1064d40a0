"""What is known of carriers, lanes and legs now; fulfilment calls this, routing reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import Scorecard
from entrepot.domain.tracking.scorecard import Score


@dataclass(frozen=True, slots=True)
class Subject:
    """A carrier, a lane, or a leg of a lane: what is not meant is empty."""

    kind: str
    carrier: str = ""
    lane: str = ""
    leg: str = ""


@transaction.atomic
def record_scorecards(
    *,
    scores: Mapping[Subject, Score],
    imported: Mapping[Subject, int],
    planned: Mapping[Subject, int],
    at: datetime,
) -> None:
    """Replace all scorecards by ``scores``; of their parcels ``imported`` were brought along, and legs are
    ``planned`` to take so many hours."""
    Scorecard.objects.all().delete()
    Scorecard.objects.bulk_create(
        _row(subject, score, imported.get(subject, 0), planned.get(subject), at)
        for subject, score in scores.items()
    )
    transaction.on_commit(queries.forget)


def _row(subject: Subject, score: Score, imported: int, planned: int | None, at: datetime) -> Scorecard:
    on_time, lost, damaged = score.on_time, score.lost, score.damaged
    cost, per_kg = score.cost, score.cost_per_kg
    return Scorecard(
        subject=subject.kind, carrier=subject.carrier, lane=subject.lane, leg=subject.leg,
        parcels=score.parcels, imported=imported,
        on_time=on_time.value if on_time else None, on_time_low=on_time.low if on_time else None,
        on_time_high=on_time.high if on_time else None, lost=lost.value if lost else None,
        damaged=damaged.value if damaged else None,
        median_hours=score.median_hours, p90_hours=score.p90_hours, customs_hours=score.customs_hours,
        planned_hours=planned, priced=score.priced, billed=score.billed,
        currency=cost.currency if cost else "",
        cost_amount=cost.amount if cost else None, cost_per_kg_amount=per_kg.amount if per_kg else None,
        scored_at=at,
    )  # fmt: skip
