"""A channel's rules about listings and tracking numbers, and what would breach them.

The rules are data with dates and sources. Three are our own and hold on every channel: goods are never said
to ship from elsewhere than they do, goods that cross a border are never offered as domestic, and no number is
told that its parcel does not bear.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from entrepot.domain.geography import crosses_customs_border


class RuleKind(StrEnum):
    """What a rule is about; in brackets its parameters.

    ``modes_refused`` (``modes``), ``origin_disclosed``, ``handling_days`` (``most``), ``transit_days``
    (``most``), ``local_number`` (``when``: ``in_destination``, ``announced`` or ``never``).
    """

    TRUE_ORIGIN = "true_origin"
    NOT_DOMESTIC = "not_domestic"
    MODES_REFUSED = "modes_refused"
    ORIGIN_DISCLOSED = "origin_disclosed"
    HANDLING_DAYS = "handling_days"
    TRANSIT_DAYS = "transit_days"
    LOCAL_NUMBER = "local_number"
    BORNE_NUMBER = "borne_number"


WHEN: Final = ("in_destination", "announced", "never")
OURS: Final = "Our own rule: truthful origin"


class FaultyRule(ValueError):
    """A rule that cannot be read; the message names the parameter."""


@dataclass(frozen=True)
class Rule:
    """In force in ``[valid_from, valid_to)``. Raises ``FaultyRule``."""

    kind: RuleKind
    source: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    valid_from: date = date.min
    valid_to: date | None = None

    def __post_init__(self) -> None:
        given = self.parameters
        if self.kind == RuleKind.MODES_REFUSED and not _is_texts(given.get("modes")):
            raise FaultyRule("modes: a list of codes of modes")
        if self.kind in (RuleKind.HANDLING_DAYS, RuleKind.TRANSIT_DAYS) and not _is_count(given.get("most")):
            raise FaultyRule("most: a whole number of days")
        if self.kind == RuleKind.LOCAL_NUMBER and given.get("when") not in WHEN:
            raise FaultyRule(f"when: one of {', '.join(WHEN)}")

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """What a listing says and how its goods come. ``says_from`` is "" when it says nothing of the origin."""

    mode: str
    ships_from: str
    market: str
    says_from: str
    offered_as_domestic: bool
    handling_days: int
    transit_days: int


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """A number of a parcel that is to be told to a channel. ``in_destination``: the parcel is there;
    ``is_borne``: the number is not void, and still this parcel's. ``listings`` are those of its goods on the
    channel, as they really come."""

    is_local: bool
    in_destination: bool
    is_borne: bool = True
    listings: tuple[ListingFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """The rule that would be broken and the parameters that its sentence shows."""

    kind: RuleKind
    source: str
    parameters: Mapping[str, Any]


HOUSE_RULES: Final = (Rule(RuleKind.TRUE_ORIGIN, OURS), Rule(RuleKind.NOT_DOMESTIC, OURS))
BORNE: Final = Rule(RuleKind.BORNE_NUMBER, "Our own rule: numbers that parcels bear")


def listing_breaches(facts: ListingFacts, rules: Iterable[Rule], on: date) -> list[Breach]:
    """What publishing the listing on a day would break, our own rules first; nothing when it may be."""
    in_force = [*HOUSE_RULES, *(rule for rule in rules if rule.is_valid_on(on))]
    return [_breach(rule) for rule in in_force if _breaks(facts, rule)]


def number_breaches(facts: NumberFacts, rules: Iterable[Rule], on: date) -> list[Breach]:
    """What telling the number on a day would break, our own rules first. A channel without a rule takes a
    local number only once the parcel is in the destination country."""
    found = [] if facts.is_borne else [_breach(BORNE)]
    untrue = [rule for rule in HOUSE_RULES if any(_breaks(listing, rule) for listing in facts.listings)]
    found += [_breach(rule) for rule in untrue]
    if not facts.is_local:
        return found
    wanted = [rule for rule in rules if rule.kind == RuleKind.LOCAL_NUMBER and rule.is_valid_on(on)]
    wanted = wanted or [Rule(RuleKind.LOCAL_NUMBER, OURS, {"when": "in_destination"})]
    return found + [_breach(rule) for rule in wanted if not _may_tell(facts, rule.parameters["when"])]


def _may_tell(facts: NumberFacts, when: str) -> bool:
    return when == "announced" or (when == "in_destination" and facts.in_destination)


def _breaks(facts: ListingFacts, rule: Rule) -> bool:
    crosses = crosses_customs_border(facts.ships_from, facts.market)
    match rule.kind:
        case RuleKind.TRUE_ORIGIN:
            return facts.says_from not in ("", facts.ships_from)
        case RuleKind.NOT_DOMESTIC:
            return facts.offered_as_domestic and crosses
        case RuleKind.MODES_REFUSED:
            return facts.mode in rule.parameters["modes"]
        case RuleKind.ORIGIN_DISCLOSED:
            return crosses and not facts.says_from
        case RuleKind.HANDLING_DAYS:
            return facts.handling_days > int(rule.parameters["most"])
        case RuleKind.TRANSIT_DAYS:
            return facts.transit_days > int(rule.parameters["most"])
        case RuleKind.LOCAL_NUMBER | RuleKind.BORNE_NUMBER:
            return False


def _breach(rule: Rule) -> Breach:
    return Breach(rule.kind, rule.source, rule.parameters)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
