"""The impact on a market as JSON-ready values; amounts are decimal strings, rounded here and only here."""

from decimal import Decimal
from typing import Any

from entrepot.domain.duties.impact import COMPARED, ArticleImpact, Levies, MarketImpact, Outcome
from entrepot.domain.money import Money


def market_to_document(market: MarketImpact, most: int = 10) -> dict[str, Any]:
    """``market`` with its ``most`` largest increases and every article that loses money."""
    currency = market.currency
    return {
        "market": market.market,
        "currency": currency,
        "consignments": market.outcomes.total(),
        "outcomes": {one.value: market.outcomes[one] for one in Outcome if market.outcomes[one]},
        "affected": {"orders": len(market.orders), "buyers": len(market.buyers)},
        "compared": {
            "consignments": sum(market.outcomes[one] for one in COMPARED),
            "partly_unknown": market.unknown_on_both,
            "before": _levies(market.before, currency),
            "after": _levies(market.after, currency),
        },
        "now_partial": {
            "consignments": market.outcomes[Outcome.NOW_PARTIAL],
            "before": _levies(market.partial_before, currency),
            "after": _levies(market.partial_after, currency),
        },
        "reasons": [
            {"key": key, "params": dict(params), "consignments": count}
            for (key, params), count in sorted(market.reasons.items(), key=lambda one: (-one[1], one[0]))
        ],
        "largest_increases": [_article(one, currency) for one in market.dearest(most)],
        "losing_money": [_article(one, currency) for one in market.losing()],
        "margin_unknown": market.margin_unknown(),
    }


def _levies(levies: Levies, currency: str) -> dict[str, str]:
    amounts = {"duty": levies.duty, "tax": levies.tax, "fees": levies.fees}
    rounded = {name: _rounded(amount, currency) for name, amount in amounts.items()}
    return {**rounded, "all": f"{sum(map(Decimal, rounded.values())):f}"}


def _article(article: ArticleImpact, currency: str) -> dict[str, Any]:
    return {
        "article": article.article,
        "pieces": f"{article.pieces:f}",
        "increase": _rounded(article.increase, currency),
        "partly_unknown": article.partly_unknown,
        "margin": None if article.margin is None else _rounded(article.margin, currency),
    }


def _rounded(amount: Decimal, currency: str) -> str:
    return f"{Money(amount, currency).rounded().amount:f}"
