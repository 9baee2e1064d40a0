"""A part of an order will not be sent: what was paid for it goes back."""

from collections.abc import Mapping

from django.db import transaction

from entrepot.apps.orders.models import Consignment
from entrepot.apps.payments.models import PaymentPlan
from entrepot.apps.payments.queries import HALF_PAID, due_back, still_to_return, unsettled_plan
from entrepot.apps.payments.queries.parts import DEPOSIT, added, parts_left, payments_under
from entrepot.apps.payments.services._locks import lock_order
from entrepot.apps.payments.services._plan_end import end_plan
from entrepot.apps.payments.services._refund_intents import write_intent
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.money import Money, total


@transaction.atomic
def call_off(*, consignment: Consignment, parts: Mapping[str, Money], reason: str, by: str) -> None:
    """Take ``parts`` ("goods", "shipping", "duty", "tax", "fee"), all that ``consignment`` is paid for, out
    of what its order is paid for.

    Of one half paid their share of the deposit goes back and the balance falls by the rest of them; with the
    last one of its plan all of the deposit goes back. Of any other what was paid of them is refunded, see
    ``request_refund`` for what is raised. Something of the order must remain: else cancel it.
    """
    order, reference = lock_order(consignment.order_id), f"consignment:{consignment.pk}"
    plan = unsettled_plan(consignment)
    if plan is None or plan.status not in HALF_PAID:
        back = still_to_return(order, parts) or parts
        request_refund(order=order, parts=back, reason=reason, reference=reference, by=by)
    elif plan.consignments.exclude(pk=consignment.pk).exclude(progress="cancelled").exists():
        _shrink(plan, parts, back=due_back(consignment, parts), reason=reason, reference=reference, by=by)
    else:
        end_plan(plan, reason=reason, reference=reference, by=by)


def _shrink(
    plan: PaymentPlan, parts: Mapping[str, Money], *, back: Money, reason: str, reference: str, by: str
) -> None:
    _return_of_deposit(plan, back, reason=reason, reference=reference, by=by)
    off = {part: Money.of(amount, plan.currency) for part, amount in plan.called_off.items()}
    plan.called_off = {part: str(money.amount) for part, money in added(off, parts).items()}
    plan.deposit_amount -= back.amount
    plan.balance_amount -= (total(parts.values(), plan.currency) - back).amount
    plan.save(update_fields=["called_off", "deposit_amount", "balance_amount"])


def _return_of_deposit(plan: PaymentPlan, back: Money, *, reason: str, reference: str, by: str) -> None:
    """Out of the payments that made the deposit, the earliest first: it is not due any more."""
    for payment in payments_under(plan):
        taken = min(back, parts_left(payment).get(DEPOSIT, back * 0))
        if not taken:
            continue
        payment.surplus_amount += taken.amount
        payment.save(update_fields=["surplus_amount"])
        write_intent(payment, parts={DEPOSIT: taken}, reason=reason, reference=reference, by=by)
        back -= taken
