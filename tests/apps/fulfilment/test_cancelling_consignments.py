"""A consignment that will not be sent: its stock is free, its money goes back, once."""

from decimal import Decimal

import pytest

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.cancel_consignment import cancel_consignment
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.inventory.models import Reservation
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.payments.models import Refund
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.refuse_dropship_order import refuse_dropship_order
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import OPERATOR, a_confirmed_order, a_dropship_level, a_packed_shipment
from tests.factories.inventory import stocked
from tests.settling import settle

pytestmark = pytest.mark.django_db


def a_mixed_order() -> Order:
    """First the supplier's consignment (2 x 10 EUR and 11.80 EUR of charges), then our own (2 x 10 EUR)."""
    return a_confirmed_order(a_dropship_level(), stocked(5), quantity=2)


def test_a_refused_dropship_consignment_is_refunded_while_the_rest_goes_on() -> None:
    order = a_mixed_order()
    refuse_dropship_order(
        dropship_order=DropshipOrder.objects.get(), reason="sold out", by="supplier:silk-road"
    )
    for _ in range(2):
        cancel_consignment(consignment=order.consignments.get(position=1), reason="sold out", by=OPERATOR)
    settle()
    refund = Refund.objects.get()
    assert (refund.amount, refund.parts) == (
        Decimal("31.80"), {"goods": "20.0000", "shipping": "4.5000", "duty": "2.0000", "tax": "5.3000"},
    )  # fmt: skip
    order.refresh_from_db()
    assert (order.status, Case.objects.get(kind="supplier_refused").status) == ("confirmed", "resolved")
    assert sorted(Reservation.objects.values_list("status", flat=True)) == ["committed", "released"]
    assert Shipment.objects.get().status == "to_pick"


def test_our_own_consignment_takes_its_shipment_along() -> None:
    order = a_mixed_order()
    cancel_consignment(consignment=order.consignments.get(position=2), reason="water damage", by=OPERATOR)
    assert Shipment.objects.get().status == "cancelled"
    assert Refund.objects.get().amount == Decimal(20)
    assert DropshipOrder.objects.get().status == "sent"


def test_an_unanswered_dropship_order_is_taken_back() -> None:
    order = a_mixed_order()
    cancel_consignment(consignment=order.consignments.get(position=1), reason="buyer's wish", by=OPERATOR)
    assert DropshipOrder.objects.get().status == "cancelled"


def test_cancelling_the_last_consignment_cancels_the_order_and_returns_the_rest() -> None:
    order = a_mixed_order()
    for consignment in order.consignments.all():
        cancel_consignment(consignment=consignment, reason="flood", by=OPERATOR)
    settle()
    order.refresh_from_db()
    assert order.status == "cancelled"
    assert sum(refund.amount for refund in Refund.objects.all()) == order.total_amount
    assert set(Reservation.objects.values_list("status", flat=True)) == {"released"}


def test_neighbours_of_the_same_warehouse_keep_their_stock() -> None:
    from dataclasses import replace

    from entrepot.apps.inventory.models import StockLevel
    from entrepot.apps.inventory.services.reserve import Want, reserve
    from entrepot.apps.orders.services.create_order import create_order
    from tests.factories.fulfilment import the_lane
    from tests.factories.orders import CHARGES, a_consignment, a_draft, a_line
    from tests.factories.payments import a_paid_order

    the_lane()
    level = stocked(5)
    first = a_consignment([a_line(level, 2)], CHARGES)
    second = replace(a_consignment([a_line(level, 1)], {}), lane="gb-eu")
    order = create_order(draft=a_draft(first, second))
    reserve(
        reference=order.stock_reference, wants=[Want("lhr", level.variant_id, 3)], expires_at=order.pay_by
    )
    a_paid_order(order)
    cancel_consignment(consignment=order.consignments.get(position=1), reason="flood", by=OPERATOR)
    assert StockLevel.objects.get().reserved == 1


def test_goods_that_have_left_are_not_cancelled() -> None:
    order = a_confirmed_order(consignment={"crosses_border": False})
    shipment = a_packed_shipment(order)
    settle()
    dispatch_shipment(shipment=shipment, by=OPERATOR)
    with pytest.raises(Refused) as refused:
        cancel_consignment(consignment=order.consignments.get(), reason="too late", by=OPERATOR)
    assert refused.value.code == "already_shipped"
    assert not Refund.objects.exists()


def test_a_cancellation_needs_a_reason() -> None:
    order = a_confirmed_order()
    with pytest.raises(Refused) as refused:
        cancel_consignment(consignment=order.consignments.get(), reason=" ", by=OPERATOR)
    assert refused.value.faults[0].field == "reason"
