"""How well a carrier, a lane or a leg of it did, and what routing may believe of it.

No data, no score: a share or a time is stated only from enough parcels, and always with how many there were.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from entrepot.domain.money import Money, total
from entrepot.domain.tracking.durations import Taken, durations

# 95 % of the time the true share is within the interval.
Z: Final = Decimal("1.959964")
THOUSANDTH, TENTH = Decimal("0.001"), Decimal("0.1")
HOURS_A_DAY: Final = 24
GRAMS_A_KG: Final = 1000
HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class ScorePolicy:
    """The least number of parcels for a share, and for a time or a cost."""

    for_shares: int = 30
    for_times: int = 10


POLICY: Final = ScorePolicy()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One parcel: the hours it took (so far), whether it was late (``None`` until known), lost or damaged,
    the hours in customs (``None`` when it crossed no border), and its freight (``is_billed``: as its carrier
    billed it, else as agreed) with the grams it is for."""

    took: Taken
    late: bool | None = None
    lost: bool = False
    damaged: bool = False
    in_customs: int | None = None
    cost: Money | None = None
    is_billed: bool = False
    grams: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``of``, with the Wilson score interval of the true share."""

    hits: int
    of: int
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Score:
    """What is known from ``parcels``; ``None`` where they are too few. Times are hours; ``cost`` is
    the mean freight of a parcel, over the ``priced`` ones, of which ``billed`` were billed."""

    parcels: int
    on_time: Share | None
    lost: Share | None
    damaged: Share | None
    median_hours: int | None
    p90_hours: int | None
    customs_hours: int | None
    priced: int
    billed: int
    cost: Money | None
    cost_per_kg: Money | None


@dataclass(frozen=True, slots=True)
class RoutingInputs:
    """What a route is weighed by: days to expect, chance to be late and to be lost; ``None``: not known."""

    expected_days: Decimal | None
    lateness: Decimal | None
    loss: Decimal | None


NOTHING_KNOWN: Final = RoutingInputs(None, None, None)


def share(hits: int, of: int) -> Share:
    """The share of ``hits`` with its interval. Raises ``ValueError`` unless 0 <= hits <= of and of > 0."""
    if not 0 <= hits <= of or of == 0:
        raise ValueError(f"{hits} of {of} is not a share")
    n, p, z2 = Decimal(of), Decimal(hits) / of, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    spread = Z / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)).sqrt()
    low, high = max(middle - spread, Decimal(0)), min(middle + spread, Decimal(1))
    return Share(hits, of, *(one.quantize(THOUSANDTH, ROUND_HALF_UP) for one in (p, low, high)))


def score(outcomes: Iterable[Outcome], policy: ScorePolicy = POLICY) -> Score:
    """The score of ``outcomes``, which have one freight currency. Raises ``CurrencyMismatch`` otherwise."""
    known = list(outcomes)
    on_time = [not outcome.late for outcome in known if outcome.late is not None]
    times = durations(outcome.took for outcome in known)
    customs = durations(Taken(o.in_customs) for o in known if o.in_customs is not None)
    priced = [outcome for outcome in known if outcome.cost is not None]
    grams, has_costs = sum(outcome.grams for outcome in priced), len(priced) >= policy.for_times
    has_times, has_customs = times.count >= policy.for_times, customs.count >= policy.for_times
    return Score(
        parcels=len(known),
        on_time=_share_of(on_time, policy),
        lost=_share_of([outcome.lost for outcome in known], policy),
        damaged=_share_of([outcome.damaged for outcome in known], policy),
        median_hours=times.quantile(HALF) if has_times else None,
        p90_hours=times.quantile(NINE_TENTHS) if has_times else None,
        customs_hours=customs.quantile(HALF) if has_customs else None,
        priced=len(priced),
        billed=sum(outcome.is_billed for outcome in priced),
        cost=_mean(priced, len(priced)) if has_costs else None,
        cost_per_kg=_mean(priced, Decimal(grams) / GRAMS_A_KG) if has_costs and grams else None,
    )


def routing_inputs(median_hours: int | None, on_time: Decimal | None, lost: Decimal | None) -> RoutingInputs:
    """What routing may count on of a score; it falls back on the lane's own days where this says ``None``."""
    days = None
    if median_hours is not None:
        days = (Decimal(median_hours) / HOURS_A_DAY).quantize(TENTH, ROUND_HALF_UP)
    return RoutingInputs(days, None if on_time is None else 1 - on_time, lost)


def _share_of(told: Sequence[bool], policy: ScorePolicy) -> Share | None:
    return share(sum(told), len(told)) if len(told) >= policy.for_shares else None


def _mean(priced: Sequence[Outcome], count: Decimal | int) -> Money:
    costs = [outcome.cost for outcome in priced if outcome.cost is not None]
    together = total(costs, costs[0].currency)
    return Money(together.amount / count, together.currency).rounded()
