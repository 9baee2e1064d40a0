"""Bought for somebody: deposit, purchase, balance, parcel, customs, door; and how else it can end."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from entrepot.apps.customs.models import Declaration
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.apps.orders.models import Order, TimelineEntry
from entrepot.apps.payments.models import PaymentPlan, Refund
from entrepot.apps.payments.queries import paid_amount, refunded_amount, trial_balance
from entrepot.apps.payments.services.expire_balances import expire_balances
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.accept_purchase import accept_purchase
from entrepot.apps.purchasing.services.agree_to_price import agree_to_price
from entrepot.apps.purchasing.services.book_dropship_parcel import book_dropship_parcel
from entrepot.apps.purchasing.services.end_purchase import end_purchase
from entrepot.apps.purchasing.services.raise_purchase_price import raise_purchase_price
from entrepot.apps.purchasing.services.ship_dropship_order import ship_dropship_order
from entrepot.domain.money import Money
from tests.factories.buyers import BY, a_task, an_order_from_abroad, buy, pay, the_buyer_mode
from tests.journeys.conftest import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def abroad(world: World) -> World:
    the_buyer_mode()
    return world


def cny(amount: str) -> Money:
    return Money.of(amount, "CNY")


def balances() -> dict[str, Decimal]:
    return {row.account: row.balance for row in trial_balance() if row.currency == "CNY" and row.balance}


def with_deposit_paid(world: World) -> Order:
    """EUR 60 and EUR 14 freight at 8.00: CNY 480 and 112; tax on articles 20 %: CNY 96 (above CNY 50)."""
    order = pay(an_order_from_abroad())
    world.comes_to_rest()
    order.refresh_from_db()
    return order


def test_deposit_purchase_balance_parcel_customs_door(abroad: World) -> None:
    order = with_deposit_paid(abroad)
    plan = PaymentPlan.objects.get(order=order)
    assert (order.status, plan.status) == ("confirmed", "awaiting_purchase")
    assert plan.deposit + plan.balance == order.total
    assert plan.deposit == (order.total * Decimal("0.30")).rounded()
    assert balances() == {"psp_clearing": plan.deposit_amount, "customer_deposits": -plan.deposit_amount}
    assert not DropshipOrder.objects.exists()

    accept_purchase(task=a_task(order), by=BY)
    buy(order)
    plan.refresh_from_db()
    assert plan.status == "balance_due"
    pay(order)
    abroad.comes_to_rest()
    assert balances()["psp_clearing"] == order.total_amount
    assert "customer_deposits" not in balances()

    to_ship = DropshipOrder.objects.get(consignment__order=order)
    assert (to_ship.status, to_ship.cost) == ("accepted", Money.of("50.00", "EUR"))
    book_dropship_parcel(dropship_order=to_ship, weight_g=None, by=BY)
    abroad.comes_to_rest()
    shipment = Shipment.objects.get(consignment__order=order)
    assert [one.procedure for one in Declaration.objects.all()] == ["personal_articles"]
    parcel = shipment.parcels.get()
    to_ship.refresh_from_db()
    ship_dropship_order(
        dropship_order=to_ship, carrier=parcel.carrier, tracking_number=parcel.tracking_number, by=BY
    )
    abroad.comes_to_rest()
    abroad.carrier.deliver(parcel.tracking_number)
    abroad.comes_to_rest()
    order.refresh_from_db()
    assert order.status == "delivered"
    call_command("check_books")


def test_what_cannot_be_bought_gives_the_whole_deposit_back(abroad: World) -> None:
    order = with_deposit_paid(abroad)
    end_purchase(task=a_task(order), to="not_found", reason="sold out in the shop", by=BY)
    abroad.comes_to_rest()
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert refunded_amount(order) == paid_amount(order) == PaymentPlan.objects.get(order=order).deposit
    assert [refund.status for refund in Refund.objects.all()] == ["refunded"]
    assert balances() == {}
    told = set(TimelineEntry.objects.filter(order=order).values_list("kind", flat=True))
    assert {"purchase_not_found", "order_cancelled", "refunded"} <= told
    call_command("check_books")


def test_a_higher_price_is_the_customers_to_decline_and_the_deposit_comes_back(abroad: World) -> None:
    order = with_deposit_paid(abroad)
    task = accept_purchase(task=a_task(order), by=BY)
    line = task.lines.get()
    raised = raise_purchase_price(task=task, costs={line.pk: Decimal("55.00")}, by=BY)
    assert raised.asked_total_amount > order.total_amount
    end_purchase(task=a_task(order), to="declined", by="buyer")
    abroad.comes_to_rest()
    assert refunded_amount(order) == PaymentPlan.objects.get(order=order).deposit
    call_command("check_books")


def test_a_higher_price_agreed_raises_the_goods_the_tax_and_the_balance_alone(abroad: World) -> None:
    order = with_deposit_paid(abroad)
    before = PaymentPlan.objects.get(order=order)
    task = accept_purchase(task=a_task(order), by=BY)
    raised = raise_purchase_price(task=task, costs={task.lines.get().pk: Decimal("55.00")}, by=BY)
    agree_to_price(task=raised, by="buyer")
    order.refresh_from_db()
    plan = PaymentPlan.objects.get(order=order)
    assert order.goods == cny("520.00")  # EUR 5.00 more at 8.00, without any margin on it
    assert order.total_amount == raised.asked_total_amount
    assert plan.deposit == before.deposit
    assert plan.balance == order.total - plan.deposit
    buy(order, "55.00")
    pay(order)
    abroad.comes_to_rest()
    assert DropshipOrder.objects.get(consignment__order=order).cost == Money.of("55.00", "EUR")
    call_command("check_books")


@pytest.mark.parametrize(("share", "kept"), [("0", Decimal(0)), ("0.5", Decimal("0.5"))])
def test_an_unpaid_balance_ends_the_order_and_the_rule_says_what_is_kept(
    abroad: World, share: str, kept: Decimal
) -> None:
    mode = FulfilmentMode.objects.get(code="buyer")
    mode.config = {**mode.config, "deposit_forfeit_share": share}
    mode.save()
    order = with_deposit_paid(abroad)
    accept_purchase(task=a_task(order), by=BY)
    buy(order)
    assert expire_balances(now=timezone.now() + timedelta(days=2)) == 0
    assert expire_balances(now=timezone.now() + timedelta(days=4)) == 1
    abroad.comes_to_rest()
    order.refresh_from_db()
    plan = PaymentPlan.objects.get(order=order)
    assert (order.status, plan.status, a_task(order).status) == ("cancelled", "ended", "cancelled")
    assert plan.forfeited == (plan.deposit * kept).rounded()
    assert refunded_amount(order) == plan.deposit - plan.forfeited
    assert balances().get("deposits_forfeited", Decimal(0)) == -plan.forfeited_amount
    call_command("check_books")
