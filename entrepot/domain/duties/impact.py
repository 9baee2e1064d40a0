"""What a change of law would have done to consignments that really went.

Each is quoted twice with the same goods, freight, registrations and exchange rates: by the rules and on
the day of ``before``, and by those of ``after``. Only the law differs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from entrepot.domain.duties.allotment import shares_by_line
from entrepot.domain.duties.calculation import landed_cost
from entrepot.domain.duties.consignment import Consignment, Dates
from entrepot.domain.duties.outcome import LandedCost, Status
from entrepot.domain.duties.rulebook import RuleBook


class Outcome(StrEnum):
    """``now_partial``: a part became unknown, ``no_longer_partial``: a part became known and none unknown.
    The last three compare answers in which the same parts are known."""

    FORBIDDEN = "forbidden"
    FORBIDDEN_BOTH = "forbidden before and after"
    ALLOWED_AGAIN = "allowed again"
    NOW_PARTIAL = "now partial"
    NO_LONGER_PARTIAL = "no longer partial"
    DEARER = "dearer"
    CHEAPER = "cheaper"
    SAME = "same"


Reason = tuple[str, tuple[tuple[str, str], ...]]
COMPARED = frozenset((Outcome.DEARER, Outcome.CHEAPER, Outcome.SAME))
CHARGED_OTHERWISE = frozenset((Outcome.DEARER, Outcome.CHEAPER, Outcome.NOW_PARTIAL))
UNAFFECTED = frozenset((Outcome.SAME, Outcome.FORBIDDEN_BOTH))


@dataclass(frozen=True, slots=True)
class Law:
    """Rules and the day they are asked for; ``None`` is the day that each consignment itself names."""

    rulebook: RuleBook
    on: date | None = None

    def quote(self, asked: Consignment) -> LandedCost:
        """The landed cost of ``asked`` by this law; every date of it becomes ``on``."""
        return landed_cost(replace(asked, dates=Dates(self.on)) if self.on else asked, self.rulebook)


@dataclass(frozen=True, slots=True)
class PastConsignment:
    """``articles`` names the article of a line id; ``costs`` is what one piece costs us, in the
    consignment's currency, where that is known. ``rate`` converts into the currency of the report."""

    order: str
    buyer: str
    market: str
    consignment: Consignment
    rate: Decimal
    articles: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(slots=True)
class Levies:
    duty: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    fees: Decimal = Decimal(0)

    def add(self, cost: LandedCost, rate: Decimal) -> None:
        self.duty += cost.totals.duty.amount * rate
        self.tax += cost.totals.tax.amount * rate
        self.fees += cost.totals.fees.amount * rate


@dataclass(slots=True)
class ArticleImpact:
    """An article in the consignments that are charged otherwise.

    ``margin`` is price less cost of all ``pieces``, ``None`` when a cost is unknown. With
    ``partly_unknown`` a part of what it bears afterwards is not known, nor contained in ``increase``.
    """

    article: str
    pieces: Decimal = Decimal(0)
    increase: Decimal = Decimal(0)
    margin: Decimal | None = Decimal(0)
    partly_unknown: bool = False

    @property
    def loses_money(self) -> bool:
        """Whether the increase eats the whole margin, if the price at the door is to stay."""
        return self.margin is not None and self.increase > 0 and self.increase > self.margin


@dataclass(slots=True)
class MarketImpact:
    """One market, amounts in ``currency``, not rounded. ``before`` and ``after`` are of the consignments
    compared, the ``partial`` pair the known part of those that became partial. ``unknown_on_both`` of the
    compared miss the same parts on both sides. ``reasons`` counts consignments newly forbidden or partial by
    the key of the notice and, where forbidden, its parameters."""

    market: str
    currency: str
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    unknown_on_both: int = 0
    before: Levies = field(default_factory=Levies)
    after: Levies = field(default_factory=Levies)
    partial_before: Levies = field(default_factory=Levies)
    partial_after: Levies = field(default_factory=Levies)
    articles: dict[str, ArticleImpact] = field(default_factory=dict)
    reasons: Counter[Reason] = field(default_factory=Counter)
    orders: set[str] = field(default_factory=set)
    buyers: set[str] = field(default_factory=set)

    def dearest(self, most: int = 10) -> list[ArticleImpact]:
        """Articles with the largest increase, largest first."""
        risen = [one for one in self.articles.values() if one.increase > 0]
        return sorted(risen, key=lambda one: (-one.increase, one.article))[:most]

    def losing(self) -> list[ArticleImpact]:
        return sorted((one for one in self.articles.values() if one.loses_money), key=lambda one: one.article)

    def margin_unknown(self) -> int:
        """How many articles became dearer whose cost is not known."""
        return sum(1 for one in self.articles.values() if one.increase > 0 and one.margin is None)


def impact(
    past: Iterable[PastConsignment], before: Law, after: Law, currency: str
) -> dict[str, MarketImpact]:
    """What going from ``before`` to ``after`` does to ``past``, by market; amounts in ``currency``."""
    found: dict[str, MarketImpact] = {}
    for one in past:
        market = found.setdefault(one.market, MarketImpact(one.market, currency))
        _enter(market, one, before.quote(one.consignment), after.quote(one.consignment))
    return found


def outcome_of(before: LandedCost, after: LandedCost) -> Outcome:
    """How a consignment fares; see ``Outcome``."""
    was, now = before.status, after.status
    if Status.REFUSED in (was, now):
        if was is now:
            return Outcome.FORBIDDEN_BOTH
        return Outcome.FORBIDDEN if now is Status.REFUSED else Outcome.ALLOWED_AGAIN
    unknown_before, unknown_after = _unknown(before), _unknown(after)
    if unknown_before != unknown_after:
        return Outcome.NOW_PARTIAL if unknown_after - unknown_before else Outcome.NO_LONGER_PARTIAL
    if after.totals.landed.amount == before.totals.landed.amount:
        return Outcome.SAME
    return Outcome.DEARER if after.totals.landed.amount > before.totals.landed.amount else Outcome.CHEAPER


def _unknown(cost: LandedCost) -> set[tuple[str, str]]:
    """What is missing for which line; an empty line id stands for the whole consignment."""
    return {(gap.key, line_id) for gap in cost.gaps for line_id in gap.line_ids or ("",)}


def _enter(market: MarketImpact, one: PastConsignment, before: LandedCost, after: LandedCost) -> None:
    outcome = outcome_of(before, after)
    market.outcomes[outcome] += 1
    if outcome not in UNAFFECTED:
        market.orders.add(one.order)
        market.buyers.add(one.buyer)
    if outcome is Outcome.FORBIDDEN:
        notices = (found.notice for found in after.restrictions)
        market.reasons.update({(one.key, tuple(sorted(one.params.items()))) for one in notices})
    elif outcome is Outcome.NOW_PARTIAL:
        market.reasons.update({(key, ()) for key, _ in _unknown(after) - _unknown(before)})
        market.partial_before.add(before, one.rate)
        market.partial_after.add(after, one.rate)
    elif outcome in COMPARED:
        market.unknown_on_both += after.status is Status.PARTIAL
        market.before.add(before, one.rate)
        market.after.add(after, one.rate)
    if outcome in CHARGED_OTHERWISE:
        _enter_articles(market, one, before, after)


def _enter_articles(
    market: MarketImpact, one: PastConsignment, before: LandedCost, after: LandedCost
) -> None:
    borne_before, borne_after = _borne(before, one.consignment), _borne(after, one.consignment)
    goods = sum((line.value for line in one.consignment.lines), Decimal(0))
    kept = 1 - one.consignment.discount / goods if goods else Decimal(1)
    unknown = {line_id for _, line_id in _unknown(after)}
    for line in one.consignment.lines:
        name = one.articles.get(line.id, line.id)
        article = market.articles.setdefault(name, ArticleImpact(name))
        article.pieces += line.quantity
        article.increase += (borne_after[line.id] - borne_before[line.id]) * one.rate
        article.partly_unknown |= not unknown.isdisjoint((line.id, ""))
        cost = one.costs.get(line.id)
        if cost is None:
            article.margin = None
        elif article.margin is not None:
            article.margin += (line.value * kept - cost * line.quantity) * one.rate


def _borne(cost: LandedCost, consignment: Consignment) -> Mapping[str, Decimal]:
    borne: defaultdict[str, Decimal] = defaultdict(Decimal)
    for charge in cost.charges:
        for line_id, share in shares_by_line(charge, consignment).items():
            borne[line_id] += share.amount
    return borne
