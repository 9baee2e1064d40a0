"""Goods in stock and goods bought abroad in one order: one checkout, two ways, money exact to the cent."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.checkout.queries.still_paid import still_paid
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.services.cancel_consignment import cancel_consignment
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.payments.models import Payment, PaymentPlan, Refund
from entrepot.apps.payments.queries import due_now, paid_amount, refunded_amount, trial_balance
from entrepot.apps.payments.queries.wrong_payments import Answer, wrong_payment
from entrepot.apps.payments.services.expire_balances import expire_balances
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.apps.purchasing.services.accept_purchase import accept_purchase
from entrepot.apps.purchasing.services.end_purchase import end_purchase
from entrepot.apps.suppliers.models import Supplier
from entrepot.domain.money import Money, total
from entrepot.kit.errors import Refused
from tests.factories.buyers import (
    BY,
    RESIDENT,
    a_listing,
    a_photo,
    a_task,
    buy,
    pay,
    set_mode,
    the_buyer_mode,
)
from tests.factories.checkout import SHANGHAI, an_article
from tests.factories.inventory import a_warehouse
from tests.factories.lanes import a_lane
from tests.factories.payments import an_open_payment, paid_at_the_provider
from tests.journeys.conftest import Program, World
from tests.journeys.people import Amara, Otto, Sana

pytestmark = pytest.mark.django_db

TO_SHANGHAI = {**SHANGHAI, "email": "fang@example.com", "company": "", "line2": "", "importer_id": RESIDENT}
TEA_SOLD = {
    "sales_goods": Decimal("-100.00"), "sales_shipping": Decimal("-10.00"), "tax_payable": Decimal("-14.30"),
}  # fmt: skip


@dataclass
class Both:
    """A scarf that Colette buys in Paris, and tea of CNY 100.00 in Hangzhou, CNY 10.00 of freight and 13 % of
    tax on both."""

    world: World
    order: Order = field(init=False)

    def __post_init__(self) -> None:
        the_buyer_mode()
        a_lane("cn-home", "CN", ("CN",), mode="local_stock", currency="CNY", bands=((30_000, "10.00"),))
        self.scarf = a_listing().variant
        self.tea = an_article("TEA", "100.00", currency="CNY", warehouse=a_warehouse("hgh", "CN"))
        self.amara, self.otto = Amara(self.world, "CNY"), Otto(self.world)

    def placed(self) -> Order:
        self.order = self.amara.orders({self.scarf: 1, self.tea: 1}, TO_SHANGHAI)
        return self.order

    def begun(self) -> Order:
        """Tea and deposit are paid."""
        pay(self.placed())
        self.rests()
        return self.order

    def rests(self) -> None:
        self.world.comes_to_rest()
        self.order.refresh_from_db()
        call_command("check_books")
        assert stock_differences() == []

    @property
    def plan(self) -> PaymentPlan:
        return PaymentPlan.objects.get(order=self.order)

    @property
    def bought(self) -> Consignment:
        return self.order.consignments.get(mode="buyer")

    @property
    def stocked(self) -> Consignment:
        return self.order.consignments.exclude(mode="buyer").get()

    def cost_of(self, consignment: Consignment) -> Money:
        return total(still_paid(consignment).values(), "CNY")

    def sends_the_tea(self) -> None:
        shipment = Shipment.objects.get(consignment=self.stocked)
        self.otto.packs(shipment.number)
        self.otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
        self.world.carrier.deliver(Parcel.objects.get(shipment=shipment).tracking_number)
        self.rests()

    def buys_the_scarf(self) -> None:
        accept_purchase(task=a_task(self.order), by=BY)
        buy(self.order)
        self.rests()


@pytest.fixture
def both(world: World) -> Both:
    return Both(world)


def cny(amount: str) -> Money:
    return Money.of(amount, "CNY")


def held(article: Variant) -> int:
    """Units of it that nobody else can buy."""
    return StockLevel.objects.get(variant=article).reserved


def balances() -> dict[str, Decimal]:
    return {row.account: row.balance for row in trial_balance() if row.currency == "CNY" and row.balance}


def test_from_one_cart_to_both_doors(both: Both) -> None:
    order = both.placed()
    plan, tea, scarf = both.plan, both.cost_of(both.stocked), both.cost_of(both.bought)
    assert (tea, scarf + tea) == (cny("124.30"), order.total)
    assert (plan.deposit, plan.deposit + plan.balance) == ((scarf * Decimal("0.30")).rounded(), scarf)
    first = order.payments.get()
    assert first.money == tea + plan.deposit

    both.amara.pays(order)
    both.rests()
    assert balances() == {
        **TEA_SOLD, "psp_clearing": first.amount, "customer_deposits": -plan.deposit_amount,
    }  # fmt: skip
    assert "What we have in stock is being prepared; the rest is being bought" in both.amara.reads(order)
    both.sends_the_tea()
    assert (order.status, both.stocked.progress, both.plan.status) == (
        "in_fulfilment", "delivered", "awaiting_purchase",
    )  # fmt: skip

    colette = Sana(both.world, Supplier.objects.get(code="colette"))
    number = PurchaseTask.objects.get().number
    colette.does(f"purchases/{number}/accept/")
    receipt = SimpleUploadedFile("receipt.jpg", a_photo(), "image/jpeg")
    today = timezone.now().date().isoformat()
    facts = {"paid": "50.00", "shop": "Galeries Example", "bought_on": today}
    colette.does(f"purchases/{number}/bought/", photo=receipt, **facts)
    page = both.amara.reads(order)
    assert "Pay the balance of" in page
    assert "Your move: pay the balance" in page
    both.amara.browser.post(f"/en/orders/{order.token}/pay/")
    assert order.payments.get(status="pending").money == plan.balance
    both.amara.pays(order)

    dropship = both.bought.dropship_orders.get().number
    colette.does(f"orders/{dropship}/book/", weight_g="300")
    parcel = Parcel.objects.get(shipment__consignment=both.bought)
    colette.does(f"orders/{dropship}/hand-over/")
    both.world.carrier.deliver(parcel.tracking_number)
    both.rests()
    assert (order.status, both.plan.status) == ("delivered", "settled")
    assert balances()["psp_clearing"] == order.total_amount
    assert "customer_deposits" not in balances()


def test_what_is_not_found_gives_its_deposit_back_and_the_rest_arrives(both: Both) -> None:
    order, deposit = both.begun(), both.plan.deposit
    end_purchase(task=a_task(order), to="not_found", reason="sold out", by=BY)
    both.rests()
    assert (order.status, both.plan.status, both.bought.progress) == ("confirmed", "ended", "cancelled")
    assert (held(both.scarf), held(both.tea)) == (0, 1)
    assert refunded_amount(order) == deposit
    assert balances() == {**TEA_SOLD, "psp_clearing": Decimal("124.30")}
    both.sends_the_tea()
    assert order.status == "delivered"


@pytest.mark.parametrize(("share", "kept"), [("0", Decimal(0)), ("0.5", Decimal("0.5"))])
def test_an_unpaid_balance_drops_what_was_bought_and_what_is_paid_goes_on(
    both: Both, share: str, kept: Decimal
) -> None:
    set_mode(deposit_forfeit_share=share)
    order = both.begun()
    both.sends_the_tea()
    both.buys_the_scarf()
    late = an_open_payment(Order.objects.get(pk=order.pk))
    assert expire_balances(now=timezone.now() + timedelta(days=4)) == 1
    both.rests()
    plan = both.plan
    assert (order.status, plan.status, a_task(order).status) == ("delivered", "ended", "cancelled")
    assert held(both.scarf) == 0
    assert plan.forfeited == (plan.deposit * kept).rounded()
    assert refunded_amount(order) == plan.deposit - plan.forfeited
    assert "what was bought for you is not sent" in both.amara.reads(order)
    late.refresh_from_db()
    assert late.status == "cancelled"
    # Who pays all the same has it back.
    record_notice(gateway=late.gateway, notice=paid_at_the_provider(late))
    both.rests()
    assert refunded_amount(order) == plan.deposit - plan.forfeited + plan.balance
    assert balances()["psp_clearing"] == Decimal("124.30") + plan.forfeited_amount


def test_the_part_in_stock_is_cancelled_and_refunded_while_the_other_is_being_bought(both: Both) -> None:
    order = both.begun()
    cancel_consignment(consignment=both.stocked, reason="broken in the warehouse", by="operator:1")
    both.rests()
    plan = both.plan
    assert (order.status, plan.status, refunded_amount(order)) == (
        "confirmed", "awaiting_purchase", cny("124.30"),
    )  # fmt: skip
    assert balances()["customer_deposits"] == -plan.deposit_amount
    both.buys_the_scarf()
    pay(order)
    both.rests()
    assert paid_amount(order) - refunded_amount(order) == both.cost_of(both.bought)


def test_a_balance_can_be_paid_until_its_time_has_passed(both: Both) -> None:
    order = both.begun()
    both.buys_the_scarf()
    by = both.plan.balance_due_at
    assert by is not None
    due = due_now(order, both.plan, by - timedelta(seconds=1))
    assert due is not None
    assert due.money == both.plan.balance
    assert due_now(order, both.plan, by) is None


def test_when_only_what_was_bought_is_left_an_unpaid_balance_cancels_the_order(both: Both) -> None:
    order = both.begun()
    cancel_consignment(consignment=both.stocked, reason="broken in the warehouse", by="operator:1")
    both.buys_the_scarf()
    assert expire_balances(now=timezone.now() + timedelta(days=4)) == 1
    both.rests()
    assert (order.status, both.plan.status, refunded_amount(order)) == (
        "cancelled", "ended", paid_amount(order),
    )  # fmt: skip


def test_cancelling_all_of_it_gives_all_of_it_back(both: Both) -> None:
    order = both.begun()
    cancel_order(order=order, by="operator:1", why="the buyer asked for it")
    both.rests()
    assert (both.plan.status, refunded_amount(order)) == ("ended", paid_amount(order))
    assert "psp_clearing" not in balances()
    assert {refund.status for refund in Refund.objects.all()} == {"refunded"}


def test_of_what_is_half_paid_only_the_part_in_stock_can_be_refunded(both: Both) -> None:
    order = both.begun()

    def refund(amount: str) -> Refund:
        return request_refund(
            order=order, parts={"goods": cny(amount)}, reason="torn", reference="", by="operator:1"
        )

    with pytest.raises(Refused, match=r"Left: goods CNY 100\.00, shipping CNY 10\.00, tax CNY 14\.30\."):
        refund("100.01")
    refund("100.00")
    both.rests()
    assert refunded_amount(order) == cny("100.00")


@pytest.mark.parametrize(
    ("short", "answers"),
    [("124.30", (Answer.RETURN_ALL,)), ("124.31", (Answer.ASK_REST, Answer.RETURN_ALL))],
)
def test_a_deposit_that_comes_short_goes_on_only_when_it_pays_what_is_in_stock(
    both: Both, short: str, answers: tuple[Answer, ...]
) -> None:
    payment = an_open_payment(both.placed())
    record_notice(gateway=payment.gateway, notice=paid_at_the_provider(payment, cny(short)))
    found = wrong_payment(both.order.cases.get(), timezone.now())
    assert found is not None
    assert found.answers == answers


def test_a_partners_program_orders_both(both: Both, program: Program) -> None:
    lines = [{"sku": each.sku, "quantity": 1} for each in (both.scarf, both.tea)]
    cart = program.post("carts", {"country": "CN", "currency": "CNY", "lines": lines}).json()
    asked = {"address": SHANGHAI, "importer_id": RESIDENT}
    quote = program.post(f"carts/{cart['id']}/quotes", asked).json()
    shown = quote["plan"]["deposit"]
    body = {"quote_id": quote["id"], "email": "fang@example.com", "accept_unknown_charges": True}
    order = program.post("orders", body).json()
    both.order = Order.objects.get(number=order["number"])
    plan = order["payment_plan"]
    assert plan == {
        "status": "awaiting_deposit", "consignments": shown["consignments"], "balance_due_at": None,
        "at_once": {"amount": "124.30", "currency": "CNY"},
        "deposit": {"amount": shown["amount"], "currency": "CNY"},
        "balance": {"amount": shown["balance"], "currency": "CNY"},
    }  # fmt: skip
    payment = program.post(f"orders/{order['number']}/payments", {}).json()
    assert payment["amount"] == {"amount": shown["now"], "currency": "CNY"}
    both.world.payments.pay(Payment.objects.get().provider_reference)
    both.rests()
    assert program.get(f"orders/{order['number']}").json()["payment_plan"]["status"] == "awaiting_purchase"
