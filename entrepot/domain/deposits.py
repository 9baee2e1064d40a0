"""Deposits: what is paid with the order, what later, and what a buyer who never pays the rest gets back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from entrepot.domain.money import Money

DAYS_FOR_BALANCE: Final = 3
DAYS_TO_BUY: Final = 5


@dataclass(frozen=True, slots=True)
class DepositTerms:
    """``share`` of the total is paid with the order, the balance ``balance_within_days`` after the goods were
    bought, for which there are ``buy_within_days``. ``forfeit_share`` of the deposit is kept when the
    balance is never paid; goods that cannot be bought give all of it back. Shares are fractions.

    Raises ``ValueError`` for a share that leaves no deposit or no balance, or days below one.
    """

    share: Decimal
    balance_within_days: int = DAYS_FOR_BALANCE
    buy_within_days: int = DAYS_TO_BUY
    forfeit_share: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if not 0 < self.share < 1 or not 0 <= self.forfeit_share <= 1:
            raise ValueError(f"impossible shares: {self.share} down, {self.forfeit_share} forfeited")
        if min(self.balance_within_days, self.buy_within_days) < 1:
            raise ValueError("a deposit needs at least a day to buy and a day to pay")

    def deposit_of(self, total: Money) -> Money:
        """What is paid with an order of ``total``, in whole minor units."""
        return (total * self.share).rounded()


def terms_of(config: Mapping[str, Any]) -> DepositTerms | None:
    """The terms that the configuration of a mode sets; ``None`` for a mode that is paid in full."""
    share = Decimal(config.get("deposit_share") or 0)
    if not 0 < share < 1:
        return None
    return DepositTerms(
        share,
        int(config.get("balance_within_days", DAYS_FOR_BALANCE)),
        int(config.get("buy_within_days", DAYS_TO_BUY)),
        Decimal(config.get("deposit_forfeit_share", "0")),
    )


def kindest(terms: Collection[DepositTerms]) -> DepositTerms | None:
    """One set of terms for goods bought under several, each the best of them for the customer; ``None`` for
    none."""
    if not terms:
        return None
    return DepositTerms(
        min(each.share for each in terms),
        max(each.balance_within_days for each in terms),
        max(each.buy_within_days for each in terms),
        min(each.forfeit_share for each in terms),
    )


def share_back(deposit: Money, called_off: Money, due: Money) -> Money:
    """What of ``deposit`` goes back when ``called_off`` of all that is ``due`` will not be sent, to the minor
    unit: never more than that, nor so much that deposit and balance would not make the rest."""
    return deposit.allocate([called_off.to_minor(), (due - called_off).to_minor()])[0]


def split_parts(parts: Mapping[str, Money], deposit: Money) -> tuple[dict[str, Money], dict[str, Money]]:
    """The parts of a total as its ``deposit`` and its balance paid for them, each to the minor unit.

    Raises ``ValueError`` for a deposit above the total.
    """
    names = [name for name, money in parts.items() if money]
    shares = deposit.allocate([parts[name].to_minor() for name in names])
    first = dict(zip(names, shares, strict=True))
    rest = {name: parts[name] - first[name] for name in names}
    if any(money.amount < 0 for money in rest.values()):
        raise ValueError(f"a deposit of {deposit} is more than the total")
    return first, rest
