"""Reads of payments: what was paid, what is due, what the books say."""

from entrepot.apps.payments.queries.books import AccountBalance, ledger_differences, trial_balance
from entrepot.apps.payments.queries.paid import (
    HALF_PAID,
    Due,
    due_back,
    due_now,
    forgotten_refunds,
    paid_amount,
    paid_amounts,
    plan_of,
    refunded_amount,
    still_to_return,
    unsettled_plan,
)

__all__ = [
    "HALF_PAID",
    "AccountBalance",
    "Due",
    "due_back",
    "due_now",
    "forgotten_refunds",
    "ledger_differences",
    "paid_amount",
    "paid_amounts",
    "plan_of",
    "refunded_amount",
    "still_to_return",
    "trial_balance",
    "unsettled_plan",
]
