"""An order from draft to completion: totals, steps, cases, refusals."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.inventory.services.expire_reservations import expire_reservations
from entrepot.apps.inventory.services.reserve import OutOfStock, Want, reserve
from entrepot.apps.inventory.services.ship_reserved import ship_reserved
from entrepot.apps.orders.models import Order, TimelineEntry
from entrepot.apps.orders.queries import order_differences
from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.orders.services.cancel_order import cancel_order
from entrepot.apps.orders.services.complete_delivered_orders import complete_delivered_orders
from entrepot.apps.orders.services.confirm_order import confirm_order
from entrepot.apps.orders.services.confirm_receipt import confirm_receipt
from entrepot.apps.orders.services.create_order import ChargeDraft, create_order
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.resolve_case import resolve_case
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from entrepot.kit.models import OutboxEvent, StatusChange
from tests.factories.inventory import a_warehouse, stocked
from tests.factories.orders import CHARGES, a_consignment, a_draft, a_line, a_placed_order

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def confirmed(*levels: StockLevel) -> Order:
    return confirm_order(order=a_placed_order(*levels), payment_reference="pay_1", at=NOW)


def news() -> list[str]:
    return list(OutboxEvent.objects.order_by("id").values_list("kind", flat=True))


def kinds(order: Order) -> list[str]:
    return list(order.timeline.order_by("id").values_list("kind", flat=True))


def test_the_totals_of_an_order_follow_from_its_lines_and_charges() -> None:
    level = stocked(9)
    consignment = a_consignment([a_line(level, 3, "3.333"), a_line(level, 1, "2.50")], CHARGES)
    at_the_door = ChargeDraft(kind="tax", label="GST", money=Money.of("7.00", "EUR"), due="delivery")
    consignment = type(consignment)(**{**vars(consignment), "charges": [*consignment.charges, at_the_door]})
    order = create_order(draft=a_draft(consignment))
    order.refresh_from_db()
    assert order.goods == Money.of("12.50", "EUR")
    assert (order.shipping, order.duty, order.tax) == tuple(
        Money.of(x, "EUR") for x in ("4.50", "2.00", "5.30")
    )
    assert (order.total, order.due_on_delivery) == (Money.of("24.30", "EUR"), Money.of("7.00", "EUR"))
    assert order_differences() == []


def test_numbers_come_in_order_and_the_news_is_told_once() -> None:
    first, second = a_placed_order(), a_placed_order()
    assert int(second.number.removeprefix("ET-")) == int(first.number.removeprefix("ET-")) + 1
    assert news() == ["OrderPlaced", "OrderPlaced"]
    assert kinds(first) == ["order_placed"]


def test_placing_an_order_of_two_consignments_takes_six_statements(
    django_assert_num_queries: "type",
) -> None:
    levels = stocked(9), stocked(9, warehouse=a_warehouse("ham", "DE"))
    draft = a_draft(
        a_consignment([a_line(levels[0])], CHARGES), a_consignment([a_line(levels[1])], {}, warehouse="ham")
    )
    with django_assert_num_queries(6):
        create_order(draft=draft)


@pytest.mark.parametrize(
    ("price", "charges", "complaint"),
    [("10.00", {"tax": "1.005"}, "rounded to the currency"), ("10.00", None, "amounts in \\['USD'\\]")],
)
def test_a_draft_that_cannot_be_paid_exactly_cannot_exist(
    price: str, charges: dict[str, str] | None, complaint: str
) -> None:
    level = stocked(1)
    with pytest.raises(ValueError, match=complaint):
        a_draft(
            a_consignment([a_line(level, 1, price)], charges or {"tax": "1"}, "EUR" if charges else "USD")
        )


def test_an_empty_draft_cannot_exist() -> None:
    with pytest.raises(ValueError, match="needs a consignment"):
        a_draft()


def test_confirming_keeps_the_stock_and_tells_fulfilment() -> None:
    order = confirmed()
    assert order.status == "confirmed"
    assert news() == ["OrderPlaced", "OrderConfirmed"]
    assert StockLevel.objects.get().reservations.get().status == "committed"


def test_confirming_takes_ended_holds_anew_or_refuses_and_changes_nothing() -> None:
    level, other = stocked(1), stocked(1, warehouse=a_warehouse("ham", "DE"))
    order = a_placed_order(level, other)
    expire_reservations(now=order.pay_by)
    reserve(reference="order:rival", wants=[Want("ham", other.variant_id, 1)], expires_at=NOW)
    with pytest.raises(OutOfStock):
        confirm_order(order=order, payment_reference="pay_1", at=NOW)
    order.refresh_from_db()
    level.refresh_from_db()
    assert (order.status, level.reserved, news()) == ("awaiting_payment", 0, ["OrderPlaced"])
    expire_reservations(now=NOW)
    confirm_order(order=order, payment_reference="pay_1", at=NOW)
    assert (order.status, stock_differences()) == ("confirmed", [])


def test_cancelling_frees_the_stock_and_closes_the_order() -> None:
    order = cancel_order(order=confirmed(), by="operator:1", why="damaged")
    assert (order.status, StockLevel.objects.get().reserved, news()[-1]) == ("cancelled", 0, "OrderCancelled")
    assert order.timeline.get(kind="order_cancelled").facts == {"why": "damaged"}


def test_an_order_whose_goods_have_left_cannot_be_cancelled() -> None:
    level, other = stocked(3), stocked(3)
    order = confirmed(level, other)
    items = [(level.variant_id, 1)]
    ship_reserved(reference=order.stock_reference, warehouse_code="lhr", items=items, by="operator:1")
    with pytest.raises(Refused, match="already left"):
        cancel_order(order=order, by="operator:1", why="damaged")
    order.refresh_from_db()
    other.refresh_from_db()
    assert (order.status, other.reserved) == ("confirmed", 1)


def test_an_order_follows_its_consignments_even_when_told_of_one_at_a_time() -> None:
    order = confirmed(stocked(3), stocked(3, warehouse=a_warehouse("ham", "DE")))
    first, second = order.consignments.values_list("pk", flat=True)
    seen = []
    for progress in (
        {first: "picking"}, {first: "dispatched"}, {second: "accepted"}, {second: "shipped"},
        {first: "delivered"}, {second: "delivered"}, {second: "delivered"},
    ):  # fmt: skip
        advance_order(order=order, by="system", progress=progress)
        order.refresh_from_db()
        seen.append(order.status)
    assert seen == ["in_fulfilment"] * 3 + ["shipped"] * 2 + ["delivered"] * 2
    assert news().count("OrderDelivered") == 1
    history = StatusChange.objects.filter(lifecycle="order", row_id=str(order.pk)).order_by("id")
    assert list(history.values_list("new", flat=True)) == [
        "confirmed",
        "in_fulfilment",
        "shipped",
        "delivered",
    ]


def test_a_cancelled_consignment_no_longer_holds_the_order_back() -> None:
    order = confirmed(stocked(3), stocked(3, warehouse=a_warehouse("ham", "DE")))
    first, second = order.consignments.values_list("pk", flat=True)
    advance_order(order=order, by="system", progress={first: "delivered", second: "cancelled"})
    order.refresh_from_db()
    assert order.status == "delivered"


def test_progress_of_a_strange_consignment_or_word_is_refused() -> None:
    order, stranger = confirmed(), a_placed_order().consignments.get()
    with pytest.raises(ValueError, match="has no consignments"):
        advance_order(order=order, by="system", progress={stranger.pk: "delivered"})
    with pytest.raises(ValueError, match="unknown progress 'lost'"):
        advance_order(order=order, by="system", progress={order.consignments.get().pk: "lost"})


def delivered() -> Order:
    order = confirmed()
    return advance_order(order=order, by="system", progress={order.consignments.get().pk: "delivered"})


def test_the_buyer_completes_a_delivered_order_and_only_that() -> None:
    with pytest.raises(IllegalTransition):
        confirm_receipt(order=a_placed_order(), by="buyer")
    order = confirm_receipt(order=delivered(), by="buyer")
    assert (order.status, kinds(order)[-1], news()[-1]) == (
        "completed",
        "receipt_confirmed",
        "OrderCompleted",
    )


def test_a_delivered_order_completes_itself_after_a_fortnight_unless_something_is_open() -> None:
    order, troubled = delivered(), delivered()
    open_case(order=troubled, kind="parcel_exception", facts={}, due_at=NOW)
    arrived = TimelineEntry.objects.filter(kind="order_delivered").latest("at").at
    assert complete_delivered_orders(now=arrived + timedelta(days=13, hours=23)) == 0
    assert complete_delivered_orders(now=arrived + timedelta(days=14)) == 1
    order.refresh_from_db()
    troubled.refresh_from_db()
    assert (order.status, troubled.status) == ("completed", "delivered")


def test_a_fact_with_a_key_stands_once() -> None:
    order = a_placed_order()
    for _ in range(2):
        record_fact(order=order, kind="parcel_booked", by="system", key="booked:1")
        record_fact(order=order, kind="tracking", by="system")
    assert kinds(order) == ["order_placed", "parcel_booked", "tracking", "tracking"]


def test_one_matter_has_one_open_case_and_may_come_back_after_it_was_settled() -> None:
    order = a_placed_order()
    matter = {"order": order, "kind": "supplier_refused", "reference": "D-1", "facts": {}, "due_at": NOW}
    first, again = open_case(**matter), open_case(**matter)
    assert first.pk == again.pk
    resolve_case(case=first, by="operator:1", resolution="sent from elsewhere")
    assert open_case(**matter).pk != first.pk
    assert kinds(order)[1:] == ["case_opened", "case_resolved", "case_opened"]


def test_a_case_is_not_settled_without_saying_how() -> None:
    case = open_case(order=a_placed_order(), kind="supplier_refused", facts={}, due_at=NOW)
    with pytest.raises(Refused, match="Say what was done"):
        resolve_case(case=case, by="operator:1", resolution="  ")
