"""The books balance after every step in every currency, and nobody rewrites them."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.payments.models import JournalEntry, Posting, Refund
from entrepot.apps.payments.queries import ledger_differences, paid_amount, refunded_amount, trial_balance
from entrepot.apps.payments.services.book import book
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.factories.inventory import behind_the_guard, stocked
from tests.factories.orders import a_placed_order
from tests.factories.payments import a_notice, a_paid_order, an_open_payment

pytestmark = pytest.mark.django_db
NOW = timezone.now()
CURRENCIES = ["JPY", "KRW", "EUR", "CNY", "USD", "KWD", "BHD"]
PARTS = ["goods", "shipping", "duty", "tax", "fee"]


def entry(key: str, *postings: tuple[str, str, str]) -> bool:
    moneys = [(account, Money.of(amount, currency)) for account, amount, currency in postings]
    return book(key=key, kind="test", order=None, postings=moneys, at=NOW)


def test_one_business_fact_is_booked_once_and_zeros_are_left_out() -> None:
    postings = (("bank", "5.00", "EUR"), ("fees", "0", "EUR"), ("psp_clearing", "-5.00", "EUR"))
    assert [entry("payout:1", *postings) for _ in range(2)] == [True, False]
    assert Posting.objects.count() == 2


def test_nothing_but_zeros_is_no_entry_and_leaves_its_key_to_one() -> None:
    assert not entry("freight:1", ("freight_costs", "0", "EUR"), ("freight_accrued", "0", "EUR"))
    assert not JournalEntry.objects.exists()
    assert entry("freight:1", ("freight_costs", "6.00", "EUR"), ("freight_accrued", "-6.00", "EUR"))


@pytest.mark.parametrize(
    ("postings", "complaint"),
    [
        ([("bank", "5.00", "EUR"), ("fees", "-4.99", "EUR")], "out of balance by EUR 0.01"),
        ([("bank", "5.00", "EUR"), ("fees", "-5.00", "USD")], "out of balance"),
        ([("piggy_bank", "5.00", "EUR"), ("fees", "-5.00", "EUR")], "unknown account 'piggy_bank'"),
        ([("bank", "5.005", "EUR"), ("fees", "-5.005", "EUR")], "round it first"),
    ],
)
def test_an_unsound_entry_is_refused_whole(postings: list[tuple[str, str, str]], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        entry("x", *postings)
    assert not JournalEntry.objects.exists()


def check_now() -> None:
    """What PostgreSQL does at commit."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def test_the_database_itself_refuses_an_entry_that_does_not_balance() -> None:
    row = JournalEntry.objects.create(key="x", kind="test", at=NOW)
    Posting.objects.create(entry=row, account="bank", amount=Decimal("5"), currency="EUR")
    Posting.objects.create(entry=row, account="fees", amount=Decimal("-5"), currency="USD")
    with pytest.raises(IntegrityError, match="out of balance"):
        check_now()


@pytest.mark.parametrize("table", ["payments_posting", "payments_journalentry"])
@pytest.mark.parametrize("change", ["update {} set id = id", "delete from {}"])
def test_the_books_cannot_be_rewritten(table: str, change: str) -> None:
    entry("payout:1", ("bank", "5.00", "EUR"), ("psp_clearing", "-5.00", "EUR"))
    with (
        pytest.raises(DatabaseError, match="append only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))


def minor(currency: str, units: int) -> str:
    return str(Money.from_minor(units, currency).amount)


PURCHASE = st.tuples(
    st.sampled_from(CURRENCIES),
    st.integers(min_value=1, max_value=10**7),
    st.integers(min_value=1, max_value=3),
    st.lists(st.integers(min_value=0, max_value=10**6), min_size=4, max_size=4),
)
REFUNDING = st.tuples(
    st.integers(min_value=0, max_value=20), st.sampled_from(PARTS), st.integers(min_value=1, max_value=10**7)
)
STEP = st.one_of(
    st.tuples(st.just("buy"), PURCHASE),
    st.tuples(st.just("refund"), REFUNDING),
    st.tuples(st.just("told"), st.tuples(st.integers(0, 20), st.sampled_from(["refunded", "refund_failed"]))),
)


class Shop:
    """Paid orders and refunds so far, and what a random step does with them."""

    def __init__(self, level: StockLevel) -> None:
        self.level, self.orders, self.refunds = level, [], []  # type: ignore[var-annotated]

    def buy(self, currency: str, price: int, quantity: int, charges: list[int]) -> None:
        named = {kind: minor(currency, amount) for kind, amount in zip(PARTS[1:], charges, strict=True)}
        order = a_placed_order(
            self.level, quantity=quantity, price=minor(currency, price), currency=currency, charges=named
        )
        payment = an_open_payment(order)
        record_notice(gateway="sandbox", notice=a_notice(payment))
        self.orders.append(order)

    def refund(self, index: int, part: str, units: int) -> None:
        if not self.orders:
            return
        order = self.orders[index % len(self.orders)]
        try:
            asked = request_refund(
                order=order, parts={part: Money.from_minor(units, order.currency)}, reason="x",
                reference=f"r{len(self.refunds)}", by="test",
            )  # fmt: skip
        except Refused as refusal:
            if refusal.code != "refund_exceeds_captured":
                raise
        else:
            self.refunds.append(asked)

    def told(self, index: int, kind: str) -> None:
        if not self.refunds:
            return
        asked: Refund = self.refunds[index % len(self.refunds)]
        notice = a_notice(asked.payment, kind, key=str(asked.pk), amount=asked.money)
        record_notice(gateway="sandbox", notice=notice)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=10, max_size=30))
def test_random_buying_and_refunding_keeps_every_currency_in_balance(steps: list[tuple[str, tuple]]) -> None:  # type: ignore[type-arg]
    with transaction.atomic():
        shop = Shop(stocked(1000))
        for act, arguments in steps:
            getattr(shop, act)(*arguments)
            check_now()
            balance: dict[str, Decimal] = {}
            for row in trial_balance():
                balance[row.currency] = balance.get(row.currency, Decimal(0)) + row.balance
            assert set(balance.values()) <= {Decimal(0)}
            assert ledger_differences() == []
        assert all(refunded_amount(order) <= paid_amount(order) for order in shop.orders)
        transaction.set_rollback(True)


def test_the_whole_shop_is_proved_by_one_command() -> None:
    a_paid_order()
    out = StringIO()
    call_command("check_books", stdout=out)
    assert out.getvalue().splitlines()[-1] == "in order: 1 stock levels, 1 orders, 1 journal entries"


def test_the_command_fails_with_an_explanation_of_each_difference() -> None:
    order = a_paid_order()
    behind_the_guard()
    StockLevel.objects.update(on_hand=7)
    with connection.cursor() as cursor:
        cursor.execute("update orders_orderline set line_amount = 11")
        cursor.execute("update payments_payment set status = 'failed'")
    told = StringIO()
    with pytest.raises(CommandError, match="5 differences found"):
        call_command("check_books", stdout=StringIO(), stderr=told)
    sku, payment = StockLevel.objects.get().variant.sku, order.payments.get().pk
    assert told.getvalue().splitlines() == [
        f"lhr {sku}: 7 on hand, but the movements add up to 5",
        f"lhr {sku}: 7 on hand, but the lots add up to 5",
        f"order {order.number}: goods are 10.0000, but its lines add up to 11.0000",
        f"payment {payment} of 21.8000 EUR is captured, but 21.8000 is booked",
        f"order {order.number} is confirmed, but no payment of it is captured",
    ]
