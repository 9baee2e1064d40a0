"""The profit of an order in words."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, gettext_noop

from entrepot.apps.fulfilment.queries.profit import order_profit
from entrepot.apps.orders.models import Order
from entrepot.apps.payments.queries.paid import HALF_PAID
from entrepot.domain.money import Money
from entrepot.domain.order_profit import Profit

COSTS: Final = {
    "duty_and_tax": gettext_noop("Duty and tax, passed on"),
    "goods": gettext_noop("Goods, as they cost us"),
    "freight": gettext_noop("Freight"),
    "handling": gettext_noop("Handling"),
    "storage": gettext_noop("Storage of these pieces"),
    "payment": gettext_noop("Payment provider"),
}


@dataclass(frozen=True, slots=True)
class ProfitShown:
    """``is_half_paid``: a deposit is in and the balance is not, so that not all of it is earned yet."""

    profit: Profit
    costs: list[tuple[str, Money]]
    is_half_paid: bool


def profit_shown(order: Order) -> ProfitShown | None:
    """``None`` while nothing is paid."""
    found = order_profit(order)
    if found is None:
        return None
    plan = getattr(order, "payment_plan", None)
    costs = [(gettext(COSTS[name]), amount) for name, amount in found.costs]
    return ProfitShown(found, costs, plan is not None and plan.status in HALF_PAID)
