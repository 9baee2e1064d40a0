"""The shop asks more than was listed: the customer decides whether it is still wanted."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.checkout.services.price_again import price_again
from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.purchasing.models import PurchaseLine, PurchaseTask
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.domain.lifecycles import PURCHASE_TASK
from entrepot.domain.money import Money
from entrepot.kit.errors import invalid
from entrepot.kit.transitions import transition


@transaction.atomic
def raise_purchase_price(*, task: PurchaseTask, costs: Mapping[int, Decimal], by: str) -> PurchaseTask:
    """Ask the customer's consent to ``costs`` (purchase line id -> cost of one piece in the task's currency).

    The customer pays what the piece costs more, at today's rate, and the duty and tax on it; nothing else.
    Raises ``Refused`` 422 for a cost that is not above the listed one, ``not_at_this_price`` where law stops
    the goods at that value; ``IllegalTransition`` unless accepted.
    """
    lines = list(task.lines.select_related("order_line__order"))
    for line in lines:
        _ask(line, costs.get(line.pk, line.unit_cost_amount))
    if not any((line.asked_cost_amount or 0) > line.unit_cost_amount for line in lines):
        raise invalid("cost", _("Give the price now asked; it must be above the one listed."))
    prices = {line.order_line_id: _price(line) for line in lines}
    asked = price_again(consignment=task.consignment, prices=prices)
    lock_order(task.consignment)
    raised = transition(task, PURCHASE_TASK, to="price_raised", by=by, asked_total_amount=asked.total.amount)
    for line in lines:
        line.save(update_fields=["asked_cost_amount", "asked_price_amount"])
    order, supplier = raised.consignment.order, raised.supplier.code
    facts = {
        "number": raised.number, "amount": str(asked.total.amount), "currency": order.currency,
        "expected": str(order.total_amount), "expected_currency": order.currency,
        "answer_by": raised.buy_by.isoformat(),
    }  # fmt: skip
    record_fact(order=order, kind="purchase_price_raised", by=by, facts=facts, supplier=supplier)
    return raised


def _ask(line: PurchaseLine, cost: Decimal) -> None:
    money = Money(cost, line.currency)
    if money != money.rounded() or cost < line.unit_cost_amount:
        raise invalid(
            "cost", _("Give the price now asked in whole cents; it must not be below the one listed.")
        )
    risen = convert(money - line.unit_cost, line.order_line.currency, timezone.now().date())
    line.asked_cost_amount = cost
    line.asked_price_amount = (line.order_line.unit_price + risen).rounded().amount


def _price(line: PurchaseLine) -> Money:
    return Money(line.asked_price_amount or line.order_line.unit_amount, line.order_line.currency)
