"""Scorecards as the console shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from entrepot.apps.lanes.models import Scorecard
from entrepot.domain.tracking.scorecard import POLICY, ScorePolicy


@dataclass(frozen=True, slots=True)
class ScorecardPage:
    """Scorecards by subject, and the least parcels for a share and a time."""

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


def scorecard_page() -> ScorecardPage:
    """All of them; one statement."""
    cards = list(Scorecard.objects.all())
    return ScorecardPage(*(_of(cards, subject) for subject in ("lane", "carrier", "leg")), policy=POLICY)


def _of(cards: Iterable[Scorecard], subject: str) -> list[Scorecard]:
    return [card for card in cards if card.subject == subject]
