"""Write down for routing how well each carrier, lane and leg did."""

from datetime import datetime

from entrepot.apps.fulfilment.queries.outcomes import outcomes
from entrepot.apps.lanes.services.record_scorecards import record_scorecards
from entrepot.domain.tracking.scorecard import score


def score_lanes(*, now: datetime) -> int:
    """Score everything anew from the parcels of the last half year; returns how many scorecards."""
    known = outcomes(now)
    scores = {subject: score(told) for subject, told in known.told.items()}
    record_scorecards(scores=scores, imported=known.imported, planned=known.planned, at=now)
    return len(scores)
