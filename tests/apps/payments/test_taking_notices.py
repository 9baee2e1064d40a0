"""What a provider says happens once, in whatever order and however often it is said."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from django.utils import timezone

from entrepot.apps.inventory.models import Reservation, StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.payments.models import JournalEntry, Payment, ProviderNotice, Refund
from entrepot.apps.payments.queries import ledger_differences, paid_amount, refunded_amount, trial_balance
from entrepot.apps.payments.services.expire_payments import expire_payments
from entrepot.apps.payments.services.open_payment import open_payment
from entrepot.apps.payments.services.reconcile_payments import reconcile_payments
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.domain.money import Money
from entrepot.domain.ports.payments import PaymentNotice
from entrepot.kit.errors import Refused
from tests.factories.inventory import stocked
from tests.factories.orders import a_placed_order
from tests.factories.payments import a_notice, a_paid_order, an_open_payment, paid_at_the_provider

pytestmark = pytest.mark.django_db


def take(notice: PaymentNotice) -> str:
    return record_notice(gateway="sandbox", notice=notice).outcome


def kinds(order: Order) -> list[str]:
    return list(order.timeline.order_by("id").values_list("kind", flat=True))


def balances() -> dict[str, Decimal]:
    return {row.account: row.balance for row in trial_balance()}


def nobody_owes_anything() -> bool:
    return stock_differences() == [] and ledger_differences() == []


def test_a_capture_confirms_the_order_keeps_its_stock_and_books_every_part() -> None:
    payment = an_open_payment()
    assert take(a_notice(payment)) == "confirmed"
    order = Order.objects.get(pk=payment.order_id)
    assert order.status == "confirmed"
    assert list(Reservation.objects.values_list("status", flat=True)) == ["committed"]
    assert balances() == {
        "psp_clearing": Decimal("21.80"), "sales_goods": Decimal("-10.00"),
        "sales_shipping": Decimal("-4.50"),
        "duty_payable": Decimal("-2.00"), "tax_payable": Decimal("-5.30"),
    }  # fmt: skip
    assert paid_amount(order) == Money.of("21.80", "EUR")
    assert kinds(order) == ["order_placed", "payment_captured", "order_confirmed"]
    assert nobody_owes_anything()


def test_the_same_notice_twice_is_taken_once() -> None:
    payment = an_open_payment()
    notice = a_notice(payment)
    first, second = (record_notice(gateway="sandbox", notice=notice) for _ in range(2))
    assert (first.repeated, second.repeated, second.outcome) == (False, True, "confirmed")
    assert JournalEntry.objects.count() == 1


def test_a_second_capture_under_a_new_id_books_nothing_more() -> None:
    payment = an_open_payment()
    assert [take(a_notice(payment)), take(a_notice(payment))] == ["confirmed", "already_captured"]
    assert JournalEntry.objects.count() == 1


@pytest.mark.parametrize(
    "told", [Money.of("21.81", "EUR"), Money.of("21.80", "USD"), Money.of("2180", "EUR")]
)
def test_another_amount_or_currency_opens_a_case_and_confirms_nothing(told: Money) -> None:
    payment = an_open_payment()
    assert take(a_notice(payment, amount=told)) == "amount_mismatch"
    order = Order.objects.get(pk=payment.order_id)
    assert order.status == "awaiting_payment"
    assert order.cases.get().kind == "payment_amount_mismatch"
    assert order.cases.get().facts["amount"] == str(told.amount)
    assert not JournalEntry.objects.exists()


def test_an_order_with_a_wrong_amount_waits_for_the_operator_and_the_right_amount_settles_it() -> None:
    payment = an_open_payment()
    take(a_notice(payment, amount=Money.of("1.00", "EUR")))
    assert expire_payments(now=timezone.now() + timedelta(days=1)) == 0
    assert take(a_notice(payment)) == "confirmed"
    assert payment.order.cases.get().status == "resolved"


def test_a_failure_leaves_the_order_waiting_and_the_buyer_tries_again() -> None:
    payment = an_open_payment()
    assert take(a_notice(payment, "failed", reason="insufficient_funds")) == "failed"
    second = an_open_payment(payment.order)
    assert second.pk != payment.pk
    assert take(a_notice(second)) == "confirmed"


@pytest.mark.parametrize(
    "order_of_arrival", list(permutations(["failed", "cancelled", "captured", "captured"], 4))
)
def test_the_order_in_which_notices_arrive_does_not_matter(order_of_arrival: tuple[str, ...]) -> None:
    payment = an_open_payment()
    notices = [a_notice(payment, kind) for kind in order_of_arrival]
    for notice in [*notices, *reversed(notices)]:
        take(notice)
    payment.refresh_from_db()
    assert payment.status == "captured"
    assert Order.objects.get(pk=payment.order_id).status == "confirmed"
    assert JournalEntry.objects.count() == 1
    assert nobody_owes_anything()


def test_an_unknown_reference_is_kept_and_does_nothing() -> None:
    payment = an_open_payment()
    assert take(a_notice(payment, key="not-a-uuid", provider_reference="elsewhere")) == "unknown_reference"
    assert ProviderNotice.objects.get().outcome == "unknown_reference"


def test_a_payment_is_found_by_the_providers_reference_when_our_key_is_missing() -> None:
    payment = an_open_payment()
    assert take(a_notice(payment, key="")) == "confirmed"


def test_a_notice_may_overtake_the_answer_to_our_own_call() -> None:
    order = a_placed_order()
    payment = Payment.objects.create(
        order=order, gateway="sandbox", amount=order.total_amount, currency="EUR"
    )
    assert take(a_notice(payment, provider_reference="early")) == "confirmed"
    payment.refresh_from_db()
    assert (payment.status, payment.provider_reference) == ("captured", "early")


def test_an_unpaid_order_is_cancelled_at_its_time_and_its_stock_is_free() -> None:
    payment = an_open_payment()
    assert expire_payments(now=payment.order.pay_by - timedelta(seconds=1)) == 0
    assert expire_payments(now=payment.order.pay_by) == 1
    payment.refresh_from_db()
    order = Order.objects.get(pk=payment.order_id)
    assert (order.status, payment.status, order.closed_at is not None) == ("cancelled", "cancelled", True)
    assert StockLevel.objects.get().reserved == 0
    assert kinds(order) == ["order_placed", "order_expired"]


def test_an_order_whose_notice_was_lost_is_confirmed_instead_of_expired() -> None:
    payment = an_open_payment()
    paid_at_the_provider(payment)
    assert expire_payments(now=payment.order.pay_by) == 0
    assert Order.objects.get(pk=payment.order_id).status == "confirmed"


def test_reconciling_finds_what_the_provider_did_not_tell() -> None:
    payment = an_open_payment()
    paid_at_the_provider(payment)
    assert reconcile_payments(now=timezone.now() + timedelta(minutes=1)) == 0
    assert reconcile_payments(now=timezone.now() + timedelta(minutes=3)) == 1
    assert reconcile_payments(now=timezone.now() + timedelta(minutes=3)) == 0
    assert Order.objects.get(pk=payment.order_id).status == "confirmed"


def test_money_after_the_time_to_pay_revives_the_order_while_the_goods_are_there() -> None:
    payment = an_open_payment()
    expire_payments(now=payment.order.pay_by)
    assert take(a_notice(payment)) == "confirmed"
    order = Order.objects.get(pk=payment.order_id)
    assert (order.status, order.closed_at) == ("confirmed", None)
    assert kinds(order)[-2:] == ["payment_captured", "order_revived"]
    assert nobody_owes_anything()


def test_money_after_the_goods_went_to_somebody_else_goes_back_in_full(settle: Callable[[], int]) -> None:
    level = stocked(1)
    payment = an_open_payment(a_placed_order(level))
    expire_payments(now=payment.order.pay_by)
    wants = [Want(level.warehouse.code, level.variant_id, 1)]
    reserve(reference="order:other", wants=wants, expires_at=timezone.now())
    assert take(paid_at_the_provider(payment)) == "returned_sold_out"
    settle()
    refund = Refund.objects.get()
    assert (refund.money, refund.status, refund.reason) == (Money.of("21.80", "EUR"), "sent", "sold_out")
    assert refund.parts == {"goods": "10.0000", "shipping": "4.5000", "duty": "2.0000", "tax": "5.3000"}
    take(a_notice(payment, "refunded", key=str(refund.pk)))
    assert balances()["psp_clearing"] == 0
    assert refunded_amount(payment.order) == paid_amount(payment.order)
    assert kinds(payment.order)[-3:] == ["payment_captured", "refund_requested", "refunded"]
    assert nobody_owes_anything()


def test_money_for_an_order_somebody_cancelled_goes_back_even_when_the_goods_are_there() -> None:
    payment = an_open_payment()
    cancel_order(order=payment.order, by="buyer", why="changed my mind")
    assert take(a_notice(payment)) == "returned_order_cancelled"
    assert Refund.objects.get().money == Money.of("21.80", "EUR")
    assert Order.objects.get(pk=payment.order_id).status == "cancelled"


def test_money_that_comes_days_too_late_goes_back() -> None:
    payment = an_open_payment()
    expire_payments(now=payment.order.pay_by)
    Order.objects.filter(pk=payment.order_id).update(pay_by=timezone.now() - timedelta(hours=25))
    assert take(a_notice(payment)) == "returned_order_cancelled"


def test_an_order_paid_twice_keeps_one_payment_and_returns_the_other() -> None:
    first = an_open_payment()
    take(a_notice(first, "failed"))
    second = an_open_payment(first.order)
    assert [take(a_notice(second)), take(a_notice(first))] == ["confirmed", "returned_paid_twice"]
    assert Refund.objects.get().payment_id == first.pk
    assert Order.objects.get(pk=first.order_id).status == "confirmed"
    assert ledger_differences() == []


def test_cancelling_a_paid_order_returns_all_of_the_money_once(settle: Callable[[], int]) -> None:
    order = a_paid_order()
    cancel_order(order=order, by="operator:1", why="damaged")
    settle()
    settle()
    refund = Refund.objects.get()
    assert (refund.money, refund.status, refund.reason) == (order.total, "sent", "order_cancelled")


def test_an_open_payment_is_given_back_and_a_closed_order_cannot_be_paid() -> None:
    payment = an_open_payment()
    assert an_open_payment(payment.order).pk == payment.pk
    expire_payments(now=payment.order.pay_by)
    with pytest.raises(Refused, match="can no longer be paid") as refusal:
        open_payment(order=payment.order, return_url="http://testserver/", language="en")
    assert refusal.value.code == "not_payable"
