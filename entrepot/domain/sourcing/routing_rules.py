"""A shop's own rules of which ways may be taken: by mode or lane, country and kind of goods."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from entrepot.domain.sourcing.lanes import Lane


class Effect(StrEnum):
    """``EXCLUDE``: the ways named are not taken. ``ONLY``: no others are."""

    EXCLUDE = "exclude"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """The ways are lanes of ``modes`` and ``lanes`` (by code), together. The rule holds for goods of
    ``categories`` from ``origins`` to ``destinations``; none named means all.

    Raises ``ValueError`` for a rule that names no way.
    """

    effect: Effect
    modes: frozenset[str] = frozenset()
    lanes: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    destinations: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.modes and not self.lanes:
            raise ValueError("a routing rule names a mode or a lane")

    def closed_on(self, lane: Lane) -> frozenset[str]:
        """The destinations to which ``lane`` may not be taken because of this rule."""
        is_named = lane.mode in self.modes or lane.code in self.lanes
        if is_named == (self.effect is Effect.ONLY) or (self.origins and lane.origin not in self.origins):
            return frozenset()
        return lane.destinations & self.destinations if self.destinations else lane.destinations


def obeying(lanes: Iterable[Lane], rules: Iterable[RoutingRule]) -> tuple[Lane, ...]:
    """The lanes with what ``rules`` leave of them: without the destinations closed to all goods, and with
    the categories closed to each other one. A lane that leads nowhere any more is left out."""
    kept = tuple(rules)
    left = (_under(lane, kept) for lane in lanes)
    return tuple(lane for lane in left if lane.destinations)


def _under(lane: Lane, rules: tuple[RoutingRule, ...]) -> Lane:
    closed: set[str] = set()
    categories: dict[str, frozenset[str]] = {}
    for rule in rules:
        where = rule.closed_on(lane)
        if not rule.categories:
            closed |= where
            continue
        for country in where:
            categories[country] = categories.get(country, frozenset()) | rule.categories
    if not closed and not categories:
        return lane
    open_to = lane.destinations - closed
    return replace(
        lane, destinations=open_to, closed_to={each: categories[each] for each in open_to & categories.keys()}
    )
