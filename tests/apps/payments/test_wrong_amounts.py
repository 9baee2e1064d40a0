"""A payment of another amount than asked for is never stuck: every answer books, and none books twice."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.inventory.models import Reservation
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.inventory.services.expire_reservations import expire_reservations
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.payments.models import JournalEntry, Payment, Refund
from entrepot.apps.payments.queries import due_back, due_now, ledger_differences, plan_of, trial_balance
from entrepot.apps.payments.queries.parts import refundable
from entrepot.apps.payments.queries.wrong_payments import Answer, wrong_payment
from entrepot.apps.payments.services.answer_wrong_payment import answer_wrong_payment
from entrepot.apps.payments.services.call_off import call_off
from entrepot.apps.payments.services.expire_balances import expire_balances
from entrepot.apps.payments.services.expire_payments import expire_payments
from entrepot.apps.payments.services.open_plan import open_plan
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.apps.payments.services.request_balance import request_balance
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.deposits import DepositTerms
from entrepot.domain.money import Money
from entrepot.domain.ports.payments import PaymentNotice
from entrepot.kit.errors import Refused
from tests.factories.orders import a_placed_order
from tests.factories.payments import a_notice, an_open_payment, paid_at_the_provider

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def books_and_stock_agree_at_the_end() -> object:
    yield
    assert ledger_differences() == []
    assert stock_differences() == []


def take(notice: PaymentNotice) -> str:
    return record_notice(gateway="sandbox", notice=notice).outcome


def came(amount: str, currency: str = "EUR", payment: Payment | None = None) -> Case:
    """An order of 21.80 EUR for which ``amount`` came."""
    payment = payment or an_open_payment()
    assert take(paid_at_the_provider(payment, Money.of(amount, currency))) == "amount_mismatch"
    return payment.order.cases.get(kind="payment_amount_mismatch", status="open")


def answer(case: Case, choice: Answer, reason: str = "as agreed by phone") -> Payment:
    found = wrong_payment(case, timezone.now())
    assert found is not None
    return answer_wrong_payment(
        case=case, received=found.received, answer=choice, by="operator:1", reason=reason
    )


def booked() -> dict[str, Decimal]:
    return {row.account: row.balance for row in trial_balance() if row.balance}


def told_refunded(settle: Callable[[], int]) -> None:
    settle()
    for refund in Refund.objects.filter(status="sent"):
        take(a_notice(refund.payment, "refunded", key=str(refund.pk), amount=refund.money))


def order_of(case: Case) -> Order:
    return Order.objects.get(pk=case.order_id)


SOLD = {
    "sales_goods": Decimal("-10.00"), "sales_shipping": Decimal("-4.50"), "duty_payable": Decimal("-2.00"),
    "tax_payable": Decimal("-5.30"),
}  # fmt: skip


def test_too_much_is_taken_and_the_rest_goes_back(settle: Callable[[], int]) -> None:
    case = came("25.00")
    payment = answer(case, Answer.RETURN_REST)
    assert (order_of(case).status, payment.status, payment.surplus) == (
        "confirmed", "captured", Money.of("3.20", "EUR"),
    )  # fmt: skip
    assert booked() == {**SOLD, "psp_clearing": Decimal("25.00"), "customer_deposits": Decimal("-3.20")}
    told_refunded(settle)
    refund = Refund.objects.get()
    assert (refund.money, refund.status, refund.reason) == (
        Money.of("3.20", "EUR"), "refunded", "paid_too_much",
    )  # fmt: skip
    assert booked() == {**SOLD, "psp_clearing": Decimal("21.80")}
    case.refresh_from_db()
    assert (case.status, case.resolution) == ("resolved", "return_rest: as agreed by phone")


def test_too_much_is_kept_as_agreed_and_cancelling_returns_all_of_it(settle: Callable[[], int]) -> None:
    case = came("25.00")
    answer(case, Answer.KEEP)
    assert booked() == {**SOLD, "psp_clearing": Decimal("25.00"), "payment_differences": Decimal("-3.20")}
    cancel_order(order=order_of(case), by="operator:1", why="damaged")
    told_refunded(settle)
    assert Refund.objects.get().money == Money.of("25.00", "EUR")
    assert {"psp_clearing", "payment_differences"}.isdisjoint(booked())


def test_what_is_kept_stays_while_a_part_of_the_order_goes_on(settle: Callable[[], int]) -> None:
    case = came("25.00")
    answer(case, Answer.KEEP)
    # 10.00 goods, 4.50 shipping, 2.00 duty, 5.30 tax: what was kept is no part that can be asked back.
    assert sum(money.amount for money in refundable(order_of(case)).values()) == Decimal("21.80")
    parts = {"goods": Money.of("10.00", "EUR"), "tax": Money.of("5.30", "EUR")}
    request_refund(order=order_of(case), parts=parts, reason="damaged", reference="1", by="operator:1")
    told_refunded(settle)
    assert (booked()["psp_clearing"], booked()["payment_differences"]) == (Decimal("9.70"), Decimal("-3.20"))
    cancel_order(order=order_of(case), by="operator:1", why="damaged")
    told_refunded(settle)
    assert sum(refund.amount for refund in Refund.objects.all()) == Decimal("25.00")
    assert {"psp_clearing", "payment_differences"}.isdisjoint(booked())


def test_too_little_within_the_limit_is_forgiven_with_a_reason_and_never_refunded(
    settle: Callable[[], int],
) -> None:
    case = came("21.00")
    answer(case, Answer.FORGIVE)
    assert order_of(case).status == "confirmed"
    assert booked() == {**SOLD, "psp_clearing": Decimal("21.00"), "payment_differences": Decimal("0.80")}
    cancel_order(order=order_of(case), by="operator:1", why="damaged")
    told_refunded(settle)
    assert Refund.objects.get().money == Money.of("21.00", "EUR")
    assert "psp_clearing" not in booked()


def test_a_part_called_off_gives_back_what_was_paid_of_it_when_a_difference_was_forgiven(
    settle: Callable[[], int],
) -> None:
    """Of EUR 21.80 came 21.00, and so 1.93 of the duty of 2.00."""
    case = came("21.00")
    answer(case, Answer.FORGIVE)
    consignment = order_of(case).consignments.get()
    duty = {"duty": Money.of("2.00", "EUR")}
    assert due_back(consignment, duty) == Money.of("1.93", "EUR")
    call_off(consignment=consignment, parts=duty, reason="damaged", by="operator:1")
    told_refunded(settle)
    assert Refund.objects.get().money == Money.of("1.93", "EUR")


@pytest.mark.parametrize(("amount", "fits"), [("20.71", True), ("20.70", False), ("11.80", False)])
def test_at_most_five_percent_are_forgiven(amount: str, fits: bool) -> None:
    found = wrong_payment(came(amount), timezone.now())
    assert found is not None
    assert (Answer.FORGIVE in found.answers) is fits
    if not fits:
        with pytest.raises(Refused, match="does not fit"):
            answer(found.case, Answer.FORGIVE)


def test_of_a_dear_order_at_most_ten_euros_are_forgiven() -> None:
    payment = an_open_payment(a_placed_order(price="990.00"))
    found = wrong_payment(came("991.79", payment=payment), timezone.now())
    assert found is not None
    assert Answer.FORGIVE not in found.answers


def test_the_rest_is_asked_for_and_the_order_goes_on_once_it_came() -> None:
    case = came("20.00")
    answer(case, Answer.ASK_REST, reason="")
    order = order_of(case)
    assert (order.status, booked()) == (
        "awaiting_payment", {"psp_clearing": Decimal("20.00"), "customer_deposits": Decimal("-20.00")},
    )  # fmt: skip
    due = due_now(order, plan_of(order), timezone.now())
    assert due is not None
    assert (due.money, due.purpose) == (Money.of("1.80", "EUR"), "balance")
    assert due.by - timezone.now() > timedelta(days=2, hours=23)
    # The stock is kept meanwhile, though the time to pay the whole has passed.
    later = order.pay_by + timedelta(minutes=1)
    expire_reservations(now=later)
    assert (expire_payments(now=later), Reservation.objects.get().status) == (0, "committed")
    rest = an_open_payment(order)
    assert (rest.money, take(paid_at_the_provider(rest))) == (Money.of("1.80", "EUR"), "settled")
    assert order_of(case).status == "confirmed"
    assert booked() == {**SOLD, "psp_clearing": Decimal("21.80")}
    kinds = list(order.timeline.order_by("id").values_list("kind", flat=True))
    assert kinds[-4:] == ["case_resolved", "payment_captured", "order_confirmed", "balance_paid"]


def test_a_rest_that_never_comes_gives_everything_back(settle: Callable[[], int]) -> None:
    case = came("20.00")
    answer(case, Answer.ASK_REST)
    assert expire_balances(now=timezone.now() + timedelta(days=3, minutes=1)) == 1
    told_refunded(settle)
    assert (order_of(case).status, booked()) == ("cancelled", {})
    assert Refund.objects.get().money == Money.of("20.00", "EUR")
    assert set(Reservation.objects.values_list("status", flat=True)) == {"released"}


@pytest.mark.parametrize(("amount", "currency"), [("25.00", "EUR"), ("3.00", "EUR"), ("21.80", "USD")])
def test_all_of_it_goes_back_in_its_own_currency_and_the_order_waits_on(
    amount: str, currency: str, settle: Callable[[], int]
) -> None:
    case = came(amount, currency)
    payment = answer(case, Answer.RETURN_ALL)
    told_refunded(settle)
    refund = Refund.objects.get()
    assert (refund.money, refund.status, refund.reason) == (
        Money.of(amount, currency), "refunded", "as agreed by phone",
    )  # fmt: skip
    assert (order_of(case).status, booked()) == ("awaiting_payment", {})
    again = an_open_payment(order_of(case))
    assert (again.pk != payment.pk, take(paid_at_the_provider(again))) == (True, "confirmed")


def test_money_in_another_currency_can_only_go_back() -> None:
    found = wrong_payment(came("21.80", "USD"), timezone.now())
    assert found is not None
    assert (found.answers, found.more) == ((Answer.RETURN_ALL,), None)


def test_an_answer_given_twice_books_once(settle: Callable[[], int]) -> None:
    case = came("25.00")
    answer(case, Answer.RETURN_REST)
    with pytest.raises(Refused) as refused:
        answer_wrong_payment(
            case=case, received=Money.of("25.00", "EUR"), answer=Answer.RETURN_ALL, by="operator:2",
            reason="no",
        )  # fmt: skip
    assert refused.value.code == "case_settled"
    assert (JournalEntry.objects.count(), Refund.objects.count()) == (1, 1)


def test_an_amount_that_changed_since_it_was_seen_is_looked_at_again() -> None:
    case = came("25.00")
    take(a_notice(Payment.objects.get(), amount=Money.of("26.00", "EUR")))
    with pytest.raises(Refused, match=r"now says EUR 26\.00") as refused:
        answer_wrong_payment(
            case=case, received=Money.of("25.00", "EUR"), answer=Answer.RETURN_REST, by="operator:1"
        )
    assert refused.value.code == "amount_changed"
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("choice", [Answer.KEEP, Answer.RETURN_ALL])
def test_keeping_and_returning_need_a_reason(choice: Answer) -> None:
    with pytest.raises(Refused, match="Say why"):
        answer(came("25.00"), choice, reason=" ")


def test_of_an_order_that_somebody_cancelled_everything_can_only_go_back(settle: Callable[[], int]) -> None:
    case = came("25.00")
    cancel_order(order=case.order, by="buyer", why="changed my mind")
    with pytest.raises(Refused, match="no longer waits"):
        answer(case, Answer.RETURN_REST)
    answer(case, Answer.RETURN_ALL)
    told_refunded(settle)
    assert booked() == {}


def test_a_wrong_amount_after_the_time_to_pay_revives_the_order_or_goes_back() -> None:
    payment = an_open_payment()
    expire_payments(now=payment.order.pay_by)
    case = came("20.00", payment=payment)
    with pytest.raises(Refused, match="no longer waits"):
        answer(case, Answer.ASK_REST)
    take(a_notice(payment, amount=Money.of("25.00", "EUR")))
    case.refresh_from_db()
    answer(case, Answer.RETURN_REST)
    assert order_of(case).status == "confirmed"


def under_a_plan() -> Order:
    """Of 21.80 EUR, 6.54 are the deposit."""
    order = a_placed_order()
    open_plan(order=order, consignments=order.consignments.all(), terms=DepositTerms(Decimal("0.30")))
    return order


@pytest.mark.parametrize(
    ("amount", "choice", "deposit", "balance"),
    [
        ("6.00", Answer.ASK_REST, "6.00", "15.80"),
        ("7.00", Answer.KEEP, "7.00", "14.80"),
        ("7.00", Answer.RETURN_REST, "6.54", "15.26"),
    ],
)
def test_a_wrong_deposit_is_made_up_for_by_the_balance(
    amount: str, choice: Answer, deposit: str, balance: str, settle: Callable[[], int]
) -> None:
    order = under_a_plan()
    answer(came(amount, payment=an_open_payment(order)), choice)
    plan = plan_of(order)
    assert plan is not None
    assert (plan.deposit, plan.balance, plan.status) == (
        Money.of(deposit, "EUR"), Money.of(balance, "EUR"), "awaiting_purchase",
    )  # fmt: skip
    told_refunded(settle)
    order.refresh_from_db()
    request_balance(order=order, at=timezone.now(), by="supplier:taro")
    assert take(paid_at_the_provider(an_open_payment(order))) == "settled"
    assert booked() == {**SOLD, "psp_clearing": Decimal("21.80")}


def a_balance_due() -> Payment:
    order = under_a_plan()
    assert take(paid_at_the_provider(an_open_payment(order))) == "confirmed"
    order.refresh_from_db()
    request_balance(order=order, at=timezone.now(), by="supplier:taro")
    return an_open_payment(order)


@pytest.mark.parametrize(
    ("amount", "choice", "received", "difference"),
    [
        ("15.00", Answer.FORGIVE, "21.54", "0.26"),
        ("16.00", Answer.KEEP, "22.54", "-0.74"),
        ("16.00", Answer.RETURN_REST, "21.80", "0"),
    ],
)
def test_a_wrong_balance_is_taken(
    amount: str, choice: Answer, received: str, difference: str, settle: Callable[[], int]
) -> None:
    case = came(amount, payment=a_balance_due())
    answer(case, choice)
    told_refunded(settle)
    plan = plan_of(case.order)
    assert plan is not None
    assert plan.status == "settled"
    found = booked()
    assert (found["psp_clearing"], found.get("payment_differences", 0)) == (
        Decimal(received), Decimal(difference),
    )  # fmt: skip
    assert "customer_deposits" not in found
    cancel_order(order=order_of(case), by="operator:1", why="damaged")
    told_refunded(settle)
    assert "psp_clearing" not in booked()


def test_the_rest_of_a_balance_is_asked_for_and_each_payment_gives_back_its_own_share(
    settle: Callable[[], int],
) -> None:
    case = came("10.00", payment=a_balance_due())
    answer(case, Answer.ASK_REST)
    rest = an_open_payment(order_of(case))
    assert (rest.money, take(paid_at_the_provider(rest))) == (Money.of("5.26", "EUR"), "settled")
    assert booked() == {**SOLD, "psp_clearing": Decimal("21.80")}
    parts = {"goods": Money.of("10.00", "EUR"), "tax": Money.of("5.30", "EUR")}
    request_refund(order=order_of(case), parts=parts, reason="damaged", reference="1", by="operator:1")
    told_refunded(settle)
    assert sum(refund.amount for refund in Refund.objects.all()) == Decimal("15.30")
    cancel_order(order=order_of(case), by="operator:1", why="damaged")
    told_refunded(settle)
    assert "psp_clearing" not in booked()


def test_money_that_was_booked_already_needs_the_provider_to_explain_itself() -> None:
    payment = an_open_payment()
    take(a_notice(payment))
    take(a_notice(payment, amount=Money.of("30.00", "EUR")))
    case = payment.order.cases.get()
    assert wrong_payment(case, timezone.now()) is None
