"""Bought for somebody: deposit, purchase, balance, parcel, customs, door; and how else it can end."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone

from entrepot.apps.customs.models import Declaration
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services._leaving import leave
from entrepot.apps.fulfilment.services.create_shipment import create_shipment
from entrepot.apps.orders.models import Order, TimelineEntry
from entrepot.apps.payments.models import PaymentPlan, Refund
from entrepot.apps.payments.queries import paid_amount, refunded_amount, trial_balance
from entrepot.apps.payments.services.expire_balances import expire_balances
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.accept_purchase import accept_purchase
from entrepot.apps.purchasing.services.agree_to_price import agree_to_price
from entrepot.apps.purchasing.services.book_dropship_parcel import book_dropship_parcel
from entrepot.apps.purchasing.services.end_purchase import end_purchase
from entrepot.apps.purchasing.services.expire_purchases import expire_purchases
from entrepot.apps.purchasing.services.raise_purchase_price import raise_purchase_price
from entrepot.apps.purchasing.services.ship_dropship_order import ship_dropship_order
from entrepot.domain.lifecycles import PAYMENT
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from entrepot.kit.transitions import transition
from tests.factories.buyers import (
    BY,
    OTHER_RESIDENT,
    a_listing,
    a_task,
    an_order_from_abroad,
    buy,
    pay,
    set_mode,
    the_buyer_mode,
)
from tests.factories.payments import an_open_payment, paid_at_the_provider
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
    set_mode(deposit_forfeit_share=share)
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


def test_other_names_and_other_days_do_not_get_around_the_limit_of_a_person(abroad: World) -> None:
    limits = {"currency": "CNY", "value": "1000", "within_days": 7, "parcels": 3, "parcels_within_days": 30}
    set_mode(personal_limits={"CN": limits})
    listing = a_listing()
    an_order_from_abroad(listing)  # goods of CNY 480
    an_order_from_abroad(listing)  # CNY 960
    with pytest.raises(Refused, match=r"CNY 1440\.00") as refused:
        an_order_from_abroad(listing)
    assert refused.value.code == "personal_limit"
    with pytest.raises(Refused, match=r"CNY 1440\.00"):
        an_order_from_abroad(listing, importer_id=OTHER_RESIDENT, name="李雷")  # the same door
    an_order_from_abroad(listing, importer_id=OTHER_RESIDENT, name="李雷", line1="淮海中路2号")


def test_nothing_leaves_before_the_balance_is_paid(abroad: World) -> None:
    order = with_deposit_paid(abroad)
    accept_purchase(task=a_task(order), by=BY)
    buy(order)
    shipment = create_shipment(consignment=order.consignments.get())
    with pytest.raises(Refused) as refused:
        leave(shipment, by=BY)
    assert refused.value.code == "balance_unpaid"


def test_a_deposit_paid_twice_goes_back_once_and_the_order_goes_on(abroad: World) -> None:
    order = an_order_from_abroad()
    late = an_open_payment(order)
    transition(late, PAYMENT, to="failed", by="partner:sandbox")
    pay(order)
    record_notice(gateway=late.gateway, notice=paid_at_the_provider(late))
    abroad.comes_to_rest()
    order.refresh_from_db()
    plan = PaymentPlan.objects.get(order=order)
    assert (order.status, refunded_amount(order)) == ("confirmed", plan.deposit)
    buy_after_accepting(order)
    pay(order)
    abroad.comes_to_rest()
    assert "customer_deposits" not in balances()
    call_command("check_books")


def test_after_the_balance_a_refund_is_taken_from_both_payments_and_never_more(abroad: World) -> None:
    order = with_deposit_paid(abroad)
    with pytest.raises(Refused) as refused:
        request_refund(order=order, parts={"goods": cny("1.00")}, reason="x", reference="a", by="operator:1")
    assert refused.value.code == "deposit_not_settled"
    buy_after_accepting(order)
    pay(order)
    abroad.comes_to_rest()
    order.refresh_from_db()
    request_refund(order=order, parts={"goods": order.goods}, reason="broken", reference="b", by="operator:1")
    abroad.comes_to_rest()
    assert refunded_amount(order) == order.goods
    assert Refund.objects.filter(status="refunded").count() == 2
    with pytest.raises(Refused, match="more than is left"):
        request_refund(order=order, parts={"goods": cny("0.01")}, reason="x", reference="c", by="operator:1")
    call_command("check_books")


def test_a_receipt_above_what_was_agreed_is_refused(abroad: World) -> None:
    order = with_deposit_paid(abroad)
    accept_purchase(task=a_task(order), by=BY)
    with pytest.raises(Refused) as refused:
        buy(order, "50.01")
    assert refused.value.code == "dearer_than_agreed"
    assert PaymentPlan.objects.get(order=order).status == "awaiting_purchase"


def test_what_is_not_bought_in_time_gives_the_whole_deposit_back(abroad: World) -> None:
    order = with_deposit_paid(abroad)
    assert expire_purchases(now=timezone.now() + timedelta(hours=23)) == 0
    assert expire_purchases(now=timezone.now() + timedelta(hours=25)) == 1
    abroad.comes_to_rest()
    assert refunded_amount(order) == PaymentPlan.objects.get(order=order).deposit
    call_command("check_books")


def buy_after_accepting(order: Order) -> None:
    accept_purchase(task=a_task(order), by=BY)
    buy(order)
