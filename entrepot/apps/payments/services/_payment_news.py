"""What a notice about a payment does. The order and payment are locked by the caller."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from entrepot.apps.inventory.services.reserve import OutOfStock
from entrepot.apps.orders.models import Order, TimelineEntry
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.orders.services.confirm_order import confirm_order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.queries.parts import capture_postings
from entrepot.apps.payments.queries.wrong_payments import MISMATCH
from entrepot.apps.payments.services._plan_news import mark_surplus, settle_plan
from entrepot.apps.payments.services._refund_intents import refund_rest
from entrepot.apps.payments.services.book import book
from entrepot.domain.lifecycles import PAYMENT, PAYMENT_PLAN
from entrepot.domain.ports.payments import PaymentNotice
from entrepot.kit.transitions import transition

DECIDE_WITHIN: Final = timedelta(hours=4)
# A buyer whose money comes later than this after the time to pay gets it back: prices have moved on.
REVIVE_WITHIN: Final = timedelta(hours=24)


def take_capture(payment: Payment, notice: PaymentNotice) -> str:
    """The money is in: book it and confirm the order, or return it when the order can no longer be had."""
    if notice.amount != payment.money:
        return _report_mismatch(payment, notice)
    if payment.status == "captured":
        return "already_captured"
    now, by = timezone.now(), f"partner:{payment.gateway}"
    mark_surplus(payment)
    receive(payment, by=by, now=now, reference=notice.provider_reference)
    if payment.order.cases.filter(kind=MISMATCH).exists():
        settle_mismatch(payment, by=by, resolution="the right amount was received")
    return fulfil_or_return(payment, now)


def receive(payment: Payment, *, by: str, now: datetime, reference: str = "") -> None:
    """The provider has ``payment.money`` for us: captured, booked, told. ``reference`` is the provider's."""
    if payment.status == "created":
        transition(payment, PAYMENT, to="pending", by=by, at=now)
    found: dict[str, Any] = {"provider_reference": reference} if reference else {}
    transition(payment, PAYMENT, to="captured", by=by, at=now, captured_at=now, **found)
    book(
        key=f"capture:{payment.pk}", kind="capture", order=payment.order, at=now,
        memo=payment.provider_reference, postings=capture_postings(payment),
    )  # fmt: skip
    record_fact(
        order=payment.order, kind="payment_captured", by=by, at=now, key=f"captured:{payment.pk}",
        facts={"amount": str(payment.amount), "currency": payment.currency},
    )  # fmt: skip


def settle_mismatch(payment: Payment, *, by: str, resolution: str) -> None:
    settle_cases(
        order=payment.order, kinds=[MISMATCH], references=[str(payment.pk)], by=by, resolution=resolution
    )


def take_failure(payment: Payment, notice: PaymentNotice) -> str:
    """Failed or cancelled at the provider. The order waits on: the buyer may try again until ``pay_by``."""
    if payment.status not in ("created", "pending"):
        return f"already_{payment.status}"
    transition(payment, PAYMENT, to=notice.kind, by=f"partner:{payment.gateway}", reason=notice.reason[:200])
    record_fact(
        order=payment.order, kind=f"payment_{notice.kind}", by=f"partner:{payment.gateway}",
        facts={"reason": notice.reason}, key=f"failed:{payment.pk}",
    )  # fmt: skip
    return notice.kind


def fulfil_or_return(payment: Payment, now: datetime) -> str:
    """Money that has been received does what it was asked for, or goes back with the reason on the story."""
    order = payment.order
    if payment.purpose == Payment.Purpose.BALANCE:
        return settle_plan(payment, now)
    is_surplus = payment.purpose == Payment.Purpose.SURPLUS
    if is_surplus or not may_still_be_paid(order, now):
        reason = "order_cancelled" if order.status == "cancelled" else "paid_twice"
        refund_rest(payment, reason=reason, by="system")
        return f"returned_{reason}"
    try:
        confirm_order(
            order=order, payment_reference=payment.provider_reference, at=now, told_as=_told_as(payment)
        )
    except OutOfStock:
        if order.status == "awaiting_payment":
            cancel_order(order=order, by="system", why="sold_out_before_payment")
        refund_rest(payment, reason="sold_out", by="system")
        return "returned_sold_out"
    if payment.purpose == Payment.Purpose.DEPOSIT:
        transition(order.payment_plan, PAYMENT_PLAN, to="awaiting_purchase", by="system", at=now)
    return "confirmed"


def _told_as(payment: Payment) -> str:
    if payment.purpose != Payment.Purpose.DEPOSIT:
        return "order_confirmed"
    return "stock_and_deposit_paid" if payment.order.payment_plan.at_once else "deposit_received"


def may_still_be_paid(order: Order, now: datetime) -> bool:
    """Whether it waits for its payment, or merely ran out of time, and not long ago; never one that somebody
    cancelled."""
    if order.status == "awaiting_payment":
        return True
    if order.status != "cancelled" or now - order.pay_by > REVIVE_WITHIN:
        return False
    ends = TimelineEntry.objects.filter(order=order, kind__in=["order_expired", "order_cancelled"])
    return set(ends.values_list("kind", flat=True)) == {"order_expired"}


def _report_mismatch(payment: Payment, notice: PaymentNotice) -> str:
    facts = {
        "expected": str(payment.amount), "expected_currency": payment.currency,
        "amount": str(notice.amount.amount), "currency": notice.amount.currency,
    }  # fmt: skip
    record_fact(
        order=payment.order, kind=MISMATCH, by=f"partner:{payment.gateway}", facts=facts,
        for_buyer=False, key=f"mismatch:{notice.id}",
    )  # fmt: skip
    case = open_case(
        order=payment.order, kind=MISMATCH, reference=str(payment.pk), facts=facts,
        due_at=timezone.now() + DECIDE_WITHIN,
    )  # fmt: skip
    if case.facts != facts:
        case.facts = facts
        case.save(update_fields=["facts"])
    return "amount_mismatch"
