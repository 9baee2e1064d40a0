"""Paying in two goes, as the product page and the checkout tell it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from entrepot.domain.money import Money


def deposit_view(plan: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is paid now and what later, for goods that are bought after they were ordered; ``at_once`` is what
    is paid in full beside them."""
    terms = plan.get("deposit")
    if not terms:
        return None
    now, deposit = (Money.of(terms[name], plan["currency"]) for name in ("now", "amount"))
    return {
        "now": now,
        "deposit": deposit,
        "at_once": now - deposit,
        "balance": Money.of(terms["balance"], plan["currency"]),
        "percent": f"{Decimal(terms['share']) * 100:.0f}",
        "balance_days": terms["balance_within_days"],
        "buy_days": terms["buy_within_days"],
        "kept_percent": f"{Decimal(terms['forfeit_share']) * 100:.0f}",
    }
