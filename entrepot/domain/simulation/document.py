"""The outcome of a simulation as JSON-ready dictionaries; amounts and shares are strings."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from entrepot.domain.simulation.comparing import batches, sooner
from entrepot.domain.simulation.tally import CENT, COSTS, ENDS, TENTH, Tally
from entrepot.domain.simulation.world import Market
from entrepot.domain.tracking.scorecard import Share

THOUSANDTH: Final = Decimal("0.001")
HALF, NINE_TENTHS = Fraction(1, 2), Fraction(9, 10)


def market_document(market: Market, tallies: Sequence[Tally], days: int) -> dict[str, Any]:
    """A market with its ways side by side, what a day sooner costs, and freight by size of batch."""
    return {
        "market": market.code,
        "name": dict(market.name),
        "currency": market.currency,
        "ways": [_way(tally) for tally in tallies],
        "sooner": [
            {
                "mode": one.mode,
                "than": one.than,
                "days": _text(one.days, TENTH),
                "a_day": _text(one.a_day, THOUSANDTH),
            }
            for one in sooner(tallies)
        ],
        "day_is_worth": str(market.policy.delay_share),
        "batches": [
            {
                "size": batch.size,
                "freight": _text(batch.freight, CENT),
                "wait_days": _text(batch.wait_days, TENTH),
                "with_waiting": _text(batch.total, CENT),
            }
            for batch in batches(market, days)
        ],
    }


def _way(tally: Tally) -> dict[str, Any]:
    return {
        "mode": tally.mode,
        "orders": tally.orders,
        **{end: tally.ends[end] for end in ENDS},
        "consignments": tally.consignments,
        "days_p50": _text(tally.days(HALF), TENTH),
        "days_p90": _text(tally.days(NINE_TENTHS), TENTH),
        "on_time": _share(tally.kept),
        "lines": tally.lines,
        "stock_outs": _share(tally.short),
        "missed": dict(sorted(tally.missed.items())),
        "missed_sales": _text(tally.missed_value, CENT),
        "sales": _text(tally.sales, CENT),
        "cost": _text(tally.cost, CENT),
        "cost_each": _text(tally.each(tally.cost), CENT),
        "cost_of_sales": _text(tally.cost / tally.sales if tally.sales else None, THOUSANDTH),
        "each": {part: _text(tally.each(tally.costs[part]), CENT) for part in COSTS},
        "waiting_each": _text(tally.each(tally.waiting), CENT),
        "law_surprise": _text(tally.surprise, CENT),
        "stock_left": _text(tally.stock_left, CENT),
        "eta_windows": _share(tally.eta),
        "lanes": dict(sorted(tally.lanes.items())),
        "mishaps": dict(sorted(tally.causes.items())),
    }


def _share(share: Share | None) -> dict[str, Any] | None:
    if share is None:
        return None
    return {
        "value": str(share.value), "low": str(share.low), "high": str(share.high), "of": share.of,
    }  # fmt: skip


def _text(number: Decimal | None, quantum: Decimal) -> str | None:
    return None if number is None else str(number.quantize(quantum, ROUND_HALF_UP))
