"""One order, several buyers abroad: who buys, who does not, and what is paid for the rest to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from entrepot.apps.checkout.models import Cart
from entrepot.apps.checkout.queries.still_paid import still_paid
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.fulfilment.services.cancel_consignment import cancel_consignment
from entrepot.apps.orders.models import Order, TimelineEntry
from entrepot.apps.payments.models import PaymentPlan, Refund
from entrepot.apps.payments.queries import paid_amount, refunded_amount, trial_balance
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.apps.purchasing.models import BuyerListing, DropshipOrder, PurchaseTask
from entrepot.apps.purchasing.services.accept_purchase import accept_purchase
from entrepot.apps.purchasing.services.agree_to_price import agree_to_price
from entrepot.apps.purchasing.services.end_purchase import end_purchase
from entrepot.apps.purchasing.services.expire_purchases import expire_purchases
from entrepot.apps.purchasing.services.raise_purchase_price import raise_purchase_price
from entrepot.apps.purchasing.services.report_purchase import report_purchase
from entrepot.domain.money import Money, total
from entrepot.kit.errors import Refused
from tests.factories.buyers import (
    BY,
    RESIDENT,
    a_buyer,
    a_listing,
    a_photo,
    a_receipt,
    pay,
    set_mode,
    the_buyer_mode,
)
from tests.factories.checkout import SHANGHAI, a_cart
from tests.factories.payments import an_open_payment, paid_at_the_provider
from tests.journeys.conftest import World
from tests.web.portal.conftest import member_of

pytestmark = pytest.mark.django_db


@dataclass
class Two:
    """An order of a scarf that Colette buys for EUR 50.00 and one that Margot buys for EUR 20.00."""

    world: World
    order: Order

    def task(self, buyer: str) -> PurchaseTask:
        tasks = PurchaseTask.objects.select_related("consignment__order", "supplier")
        return tasks.get(consignment__order=self.order, supplier__code=buyer)

    def price_of(self, buyer: str) -> Money:
        """Goods, freight, duty and tax of what ``buyer`` buys."""
        return total(still_paid(self.task(buyer).consignment).values(), "CNY")

    def buys(self, buyer: str, paid: str) -> None:
        accepted = accept_purchase(task=self.task(buyer), by=BY)
        report_purchase(task=accepted, receipt=a_receipt(paid), by=BY)

    @property
    def plan(self) -> PaymentPlan:
        return PaymentPlan.objects.get(order=self.order)

    def rests(self) -> None:
        self.world.comes_to_rest()
        self.order.refresh_from_db()
        call_command("check_books")


@pytest.fixture
def two(world: World) -> Two:
    the_buyer_mode()
    quote = make_quote(cart=a_cart_of(two_listings()), address=SHANGHAI, importer_id=RESIDENT)
    order = place_order(quote=quote, email="fang@example.com", accept_unknown_charges=True)
    found = Two(world, pay(order))
    found.rests()
    return found


def two_listings() -> list[BuyerListing]:
    return [a_listing(), a_listing(a_buyer("margot"), cost=Money.of("20.00", "EUR"))]


def a_cart_of(listings: Iterable[BuyerListing]) -> Cart:
    return a_cart({each.variant: 1 for each in listings}, country="CN", currency="CNY")


def balances() -> dict[str, Decimal]:
    return {row.account: row.balance for row in trial_balance() if row.currency == "CNY" and row.balance}


def test_the_balance_is_asked_for_once_when_the_last_of_them_has_bought(two: Two) -> None:
    two.buys("colette", "50.00")
    assert two.plan.status == "awaiting_purchase"
    two.buys("margot", "20.00")
    two.rests()
    assert two.plan.status == "balance_due"
    assert TimelineEntry.objects.filter(order=two.order, kind="balance_due").count() == 1
    pay(two.order)
    two.rests()
    assert balances()["psp_clearing"] == two.order.total_amount
    assert "customer_deposits" not in balances()
    assert sorted(DropshipOrder.objects.values_list("supplier__code", "status")) == [
        ("colette", "accepted"), ("margot", "accepted"),
    ]  # fmt: skip


def test_what_one_cannot_find_is_paid_back_and_the_rest_goes_on(two: Two) -> None:
    """Over the pages of the two buyers and of their customer."""
    before, dear, cheap = two.plan, two.price_of("colette"), two.price_of("margot")
    assert before.deposit + before.balance == dear + cheap
    margot = member_of(two.task("margot").supplier, "margot@example.com")
    colette = member_of(two.task("colette").supplier, "colette@example.com")
    missing = f"/en/supplier/purchases/{two.task('margot').number}/"
    margot.post(f"{missing}not-found/", {"reason": "sold out in the shop"})
    margot.post(f"{missing}not-found/", {"reason": "sold out in the shop"})
    two.rests()

    back = (before.deposit * (cheap.amount / (dear + cheap).amount)).rounded()
    assert refunded_amount(two.order) == back
    assert (two.plan.deposit, two.plan.balance) == (before.deposit - back, dear - before.deposit + back)
    assert (two.plan.called_off_total, two.plan.status) == (cheap, "awaiting_purchase")
    assert two.order.status == "confirmed"
    page = Client().get(f"/en/orders/{two.order.token}/").content.decode()
    assert "sold out in the shop. The deposit for them comes back in full." in page
    assert "Not sent and not charged" in page

    found = f"/en/supplier/purchases/{two.task('colette').number}/"
    colette.post(f"{found}accept/")
    receipt = {
        "photo": SimpleUploadedFile("receipt.jpg", a_photo(), "image/jpeg"), "paid": "50.00",
        "shop": "Galeries Example", "bought_on": timezone.now().date().isoformat(),
    }  # fmt: skip
    colette.post(f"{found}bought/", receipt)
    two.rests()
    assert two.plan.status == "balance_due"
    pay(two.order)
    two.rests()
    assert paid_amount(two.order) - refunded_amount(two.order) == dear
    assert balances()["psp_clearing"] == dear.amount
    assert "customer_deposits" not in balances()
    assert list(DropshipOrder.objects.values_list("supplier__code", flat=True)) == ["colette"]
    shown = Client().get(f"/zh-hans/orders/{two.order.token}/").content.decode()
    assert "其定金将全额退还" in shown


def test_when_the_last_purchase_ends_badly_what_was_bought_before_can_be_paid(two: Two) -> None:
    two.buys("colette", "50.00")
    end_purchase(task=two.task("margot"), to="not_found", reason="sold out", by=BY)
    assert two.plan.status == "balance_due"
    assert two.plan.deposit + two.plan.balance == two.price_of("colette")
    two.rests()


def test_when_neither_is_found_the_order_is_cancelled_and_all_of_the_deposit_is_back(two: Two) -> None:
    deposit = two.plan.deposit
    end_purchase(task=two.task("margot"), to="not_found", reason="sold out", by=BY)
    assert expire_purchases(now=timezone.now() + timedelta(hours=25)) == 1
    two.rests()
    assert two.order.status == "cancelled"
    assert refunded_amount(two.order) == paid_amount(two.order) == deposit
    assert balances() == {}


def test_two_prices_raised_at_once_are_agreed_to_and_declined_each_for_itself(two: Two) -> None:
    dear, cheap = two.price_of("colette"), two.price_of("margot")
    for buyer, cost in {"colette": "55.00", "margot": "30.00"}.items():
        task = accept_purchase(task=two.task(buyer), by=BY)
        raise_purchase_price(task=task, costs={task.lines.get().pk: Decimal(cost)}, by=BY)
    page = f"/en/orders/{two.order.token}/"
    assert Client().get(page).content.decode().count("Accept the new price") == 2
    asked = two.task("colette")
    yes = {"number": asked.number, "total": str(asked.asked_total_amount)}
    stale = two.task("margot").asked_total_amount
    Client().post(f"{page}new-price/accept/", yes)
    risen = asked.asked_total_amount - (dear + cheap).amount
    assert risen == Decimal("48.00")  # EUR 5.00 at 8.00 and a tax of 20 % on it
    assert two.task("margot").asked_total_amount == stale + risen
    Client().post(f"{page}new-price/decline/", {"number": two.task("margot").number})
    two.rests()
    assert [two.task(each).status for each in ("colette", "margot")] == ["accepted", "declined"]
    assert two.plan.deposit + two.plan.balance == dear + Money(risen, "CNY")
    report_purchase(task=two.task("colette"), receipt=a_receipt("55.00"), by=BY)
    pay(two.order)
    two.rests()
    assert paid_amount(two.order) - refunded_amount(two.order) == dear + Money(risen, "CNY")


def test_a_price_agreed_to_after_a_part_was_called_off_is_that_of_the_rest(two: Two) -> None:
    dear = two.price_of("colette")
    end_purchase(task=two.task("margot"), to="not_found", reason="sold out", by=BY)
    task = accept_purchase(task=two.task("colette"), by=BY)
    raise_purchase_price(task=task, costs={task.lines.get().pk: Decimal("55.00")}, by=BY)
    agree_to_price(task=two.task("colette"), by="buyer")
    assert two.plan.deposit + two.plan.balance == dear + Money.of("48.00", "CNY")
    two.rests()


def test_a_part_cancelled_while_the_balance_is_being_paid_gives_back_what_is_too_much(two: Two) -> None:
    dear = two.price_of("colette")
    two.buys("colette", "50.00")
    two.buys("margot", "20.00")
    payment = an_open_payment(Order.objects.get(pk=two.order.pk))
    cancelled = two.task("margot").consignment
    cancel_consignment(consignment=cancelled, reason="damaged in the shop", by="operator:1")
    cancel_consignment(consignment=cancelled, reason="damaged in the shop", by="operator:1")
    record_notice(gateway=payment.gateway, notice=paid_at_the_provider(payment))
    two.rests()
    assert (two.plan.status, two.task("margot").status) == ("settled", "cancelled")
    assert paid_amount(two.order) - refunded_amount(two.order) == dear
    assert balances()["psp_clearing"] == dear.amount
    assert {refund.status for refund in Refund.objects.all()} == {"refunded"}
    assert list(DropshipOrder.objects.values_list("supplier__code", flat=True)) == ["colette"]


def test_what_several_buy_for_one_person_counts_together(world: World) -> None:
    """Goods of CNY 480 and 192."""
    limits = {"currency": "CNY", "value": "672", "within_days": 7, "parcels": 2, "parcels_within_days": 30}
    the_buyer_mode(personal_limits={"CN": limits})
    cart = a_cart_of(two_listings())
    make_quote(cart=cart, address=SHANGHAI, importer_id=RESIDENT)
    for tighter in ({"value": "671"}, {"parcels": 1}):
        set_mode(personal_limits={"CN": {**limits, **tighter}})
        with pytest.raises(Refused) as refused:
            make_quote(cart=cart, address=SHANGHAI, importer_id=RESIDENT)
        assert refused.value.code == "personal_limit"
    set_mode(personal_limits={"CN": {**limits, "parcels": 4}})
    quote = make_quote(cart=cart, address=SHANGHAI, importer_id=RESIDENT)
    place_order(quote=quote, email="fang@example.com", accept_unknown_charges=True)
    with pytest.raises(Refused, match=r"CNY 1344\.00"):
        make_quote(cart=a_cart_of(BuyerListing.objects.all()), address=SHANGHAI, importer_id=RESIDENT)
