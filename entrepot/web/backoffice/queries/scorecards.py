"""Scorecards as the console shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

from entrepot.apps.lanes.models import Lane, Scorecard
from entrepot.domain.tracking.scorecard import POLICY, ScorePolicy


@dataclass(frozen=True, slots=True)
class ScorecardPage:
    """Scorecards of lanes and carriers, of the legs of one lane, and the least parcels
    for a share and a time. Cards of lanes carry ``lane_name``, the name in each language."""

    lanes: list[Scorecard]
    carriers: list[Scorecard]
    legs: list[Scorecard]
    policy: ScorePolicy

    @property
    def first(self) -> Scorecard | None:
        return next(iter([*self.lanes, *self.carriers]), None)

    @property
    def has_imported(self) -> bool:
        return any(card.imported for card in self.lanes)


def scorecard_page(lane: str) -> ScorecardPage:
    """All lanes and carriers, and the legs of ``lane``; one statement."""
    of_lane = Lane.objects.filter(code=OuterRef("lane")).values("name")
    cards = list(
        Scorecard.objects.filter(~Q(subject="leg") | Q(lane=lane)).annotate(lane_name=Subquery(of_lane))
    )
    return ScorecardPage(
        lanes=_of(cards, "lane"), carriers=_of(cards, "carrier"), legs=_of(cards, "leg"), policy=POLICY
    )


def _of(cards: Iterable[Scorecard], subject: str) -> list[Scorecard]:
    return [card for card in cards if card.subject == subject]
