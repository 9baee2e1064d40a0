"""A supplier is asked, answers, and ships; what each step does to stock, books and story."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.services.cancel_consignment import cancel_consignment
from entrepot.apps.fulfilment.services.record_clearance import record_clearance
from entrepot.apps.inventory.models import Reservation, StockLevel
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.payments.models import Posting
from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.apps.purchasing.services.accept_dropship_order import accept_dropship_order
from entrepot.apps.purchasing.services.book_dropship_parcel import book_dropship_parcel
from entrepot.apps.purchasing.services.escalate_late_acceptance import escalate_late_acceptance
from entrepot.apps.purchasing.services.refuse_dropship_order import refuse_dropship_order
from entrepot.apps.purchasing.services.send_dropship_order import send_dropship_order
from entrepot.apps.purchasing.services.send_purchase_task import send_purchase_task
from entrepot.apps.purchasing.services.ship_dropship_order import ship_dropship_order
from entrepot.apps.suppliers.models import Supplier, SupplierOffer
from entrepot.domain.customs.clearance import Clearance
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.kit.adapters import carriers, customs_gateways
from entrepot.kit.errors import Refused
from tests.factories.fulfilment import a_confirmed_order, a_dropship_level
from tests.factories.inventory import stocked
from tests.settling import settle

pytestmark = pytest.mark.django_db
SUPPLIER = "supplier:silk-road"
OWN_NUMBER = "RB123456785GB"


def sent(quantity: int = 2, **order: Any) -> DropshipOrder:
    a_confirmed_order(a_dropship_level(), quantity=quantity, **order)
    return DropshipOrder.objects.get()


def accepted(**order: Any) -> DropshipOrder:
    return accept_dropship_order(dropship_order=sent(**order), by=SUPPLIER)


def stock() -> tuple[int, int]:
    level = StockLevel.objects.get()
    return level.on_hand, level.reserved


def test_a_confirmed_order_is_sent_to_its_supplier_at_their_cost() -> None:
    dropship_order = sent()
    order = Order.objects.get()
    assert dropship_order.number == f"DS-{order.number.removeprefix('ET-')}-1"
    assert (dropship_order.status, dropship_order.cost.amount, dropship_order.currency) == ("sent", 8, "CNY")
    line = dropship_order.lines.get()
    assert (line.quantity, line.unit_cost.amount) == (2, 4)
    assert dropship_order.accept_by - dropship_order.sent_at == timedelta(hours=24)
    assert Shipment.objects.count() == 0
    assert order.timeline.get(kind="dropship_sent").supplier == "silk-road"


def test_sending_twice_sends_once() -> None:
    dropship_order = sent()
    assert send_dropship_order(consignment=dropship_order.consignment) == dropship_order


def test_what_was_called_off_before_it_was_sent_is_asked_of_nobody() -> None:
    consignment = sent().consignment
    cancel_consignment(consignment=consignment, reason="broken", by="operator:1")
    assert send_dropship_order(consignment=consignment) is None
    assert send_purchase_task(consignment=consignment) is None
    assert (DropshipOrder.objects.get().status, PurchaseTask.objects.count()) == ("cancelled", 0)
    consignment.refresh_from_db()
    assert consignment.progress == "cancelled"


def test_a_variant_without_an_offer_is_a_case_and_not_sent() -> None:
    level = a_dropship_level()
    SupplierOffer.objects.all().delete()
    a_confirmed_order(level)
    case = Case.objects.get()
    assert (DropshipOrder.objects.count(), case.kind, case.facts["skus"]) == (
        0, "supplier_offer_missing", [level.variant.sku],
    )  # fmt: skip


def test_acceptance_moves_the_order_into_fulfilment() -> None:
    dropship_order = accepted()
    assert (dropship_order.status, Order.objects.get().status) == ("accepted", "in_fulfilment")
    with pytest.raises(IllegalTransition):
        accept_dropship_order(dropship_order=dropship_order, by=SUPPLIER)


def test_a_refusal_frees_the_stock_and_asks_the_operator() -> None:
    dropship_order = sent()
    assert stock() == (5, 2)
    refuse_dropship_order(dropship_order=dropship_order, reason="sold out at the fair", by=SUPPLIER)
    assert stock() == (5, 0)
    case = Case.objects.get()
    assert (case.kind, case.facts["reason"]) == ("supplier_refused", "sold out at the fair")
    entry = Order.objects.get().timeline.get(kind="dropship_refused")
    assert (entry.for_buyer, entry.supplier) == (False, "silk-road")


def test_a_refusal_leaves_other_consignments_their_stock() -> None:
    own = stocked(5)
    a_confirmed_order(a_dropship_level(), own, quantity=2)
    refuse_dropship_order(dropship_order=DropshipOrder.objects.get(), reason="sold out", by=SUPPLIER)
    own.refresh_from_db()
    assert own.reserved == 2
    assert sorted(Reservation.objects.values_list("status", flat=True)) == ["committed", "released"]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_refusal_needs_a_reason_of_a_length_to_read(reason: str) -> None:
    dropship_order = sent()
    with pytest.raises(Refused) as refused:
        refuse_dropship_order(dropship_order=dropship_order, reason=reason, by=SUPPLIER)
    assert refused.value.faults[0].field == "reason"
    assert stock() == (5, 2)
    assert DropshipOrder.objects.get().status == "sent"


def test_shipping_under_the_suppliers_number_books_what_we_owe_and_consumes_the_stock_once() -> None:
    dropship_order = accepted()
    ship_dropship_order(
        dropship_order=dropship_order, carrier="Royal Mail", tracking_number="rb 123 456 785 gb", by=SUPPLIER
    )
    settle()
    shipment, parcel = Shipment.objects.get(), Parcel.objects.get()
    assert (shipment.status, parcel.carrier, parcel.tracking_number) == (
        "dispatched",
        "royal-mail",
        OWN_NUMBER,
    )
    assert stock() == (3, 0)
    assert Order.objects.get().status == "shipped"
    owed = Posting.objects.filter(account__in=["supplier_payable", "cost_of_dropship"]).order_by("amount")
    assert [(posting.account, posting.amount, posting.currency) for posting in owed] == [
        ("supplier_payable", Decimal(-8), "CNY"), ("cost_of_dropship", Decimal(8), "CNY"),
    ]  # fmt: skip
    assert shipment.declarations.get().status == "sent"
    with pytest.raises(IllegalTransition):
        ship_dropship_order(
            dropship_order=dropship_order, carrier="royal-mail", tracking_number=OWN_NUMBER, by=SUPPLIER
        )
    settle()
    assert (stock(), Posting.objects.filter(account="supplier_payable").count()) == ((3, 0), 1)


@pytest.mark.parametrize(
    ("carrier", "number", "field"),
    [
        ("", "123", "carrier"),
        ("royal-mail", "", "tracking_number"),
        ("royal-mail", "RB123456786GB", "tracking_number"),
        ("dhl", "<script>", "tracking_number"),
    ],
)
def test_a_number_that_cannot_be_right_is_refused_with_nothing_done(
    carrier: str, number: str, field: str
) -> None:
    dropship_order = accepted()
    with pytest.raises(Refused) as refused:
        ship_dropship_order(
            dropship_order=dropship_order, carrier=carrier, tracking_number=number, by=SUPPLIER
        )
    assert refused.value.faults[0].field == field
    assert DropshipOrder.objects.get().status == "accepted"
    assert not Posting.objects.filter(account="supplier_payable").exists()


def test_a_number_given_before_is_refused() -> None:
    ship_dropship_order(
        dropship_order=accepted(), carrier="royal-mail", tracking_number=OWN_NUMBER, by=SUPPLIER
    )
    a_confirmed_order(a_dropship_level())
    second = DropshipOrder.objects.get(status="sent")
    accept_dropship_order(dropship_order=second, by=SUPPLIER)
    with pytest.raises(Refused) as refused:
        ship_dropship_order(
            dropship_order=second, carrier="royal-mail", tracking_number=OWN_NUMBER, by=SUPPLIER
        )
    assert refused.value.code == "tracking_number_used"


def test_a_parcel_with_our_label_waits_for_customs_and_then_leaves_by_itself() -> None:
    port_silent: Any = customs_gateways["simport"]
    port_silent.decides_itself = False
    try:
        dropship_order = accepted()
        book_dropship_parcel(dropship_order=dropship_order, weight_g=None, by=SUPPLIER)
        settle()
        parcel = Parcel.objects.get()
        assert (parcel.carrier, parcel.weight_g, Shipment.objects.get().status) == (
            "simcarrier",
            240,
            "packed",
        )
        dropship_order.refresh_from_db()
        ship_dropship_order(
            dropship_order=dropship_order,
            carrier="simcarrier",
            tracking_number=parcel.tracking_number,
            by=SUPPLIER,
        )
        settle()
        shipment = Shipment.objects.get()
        assert (shipment.status, stock()) == ("packed", (5, 2))
        record_clearance(shipment=shipment, clearance=Clearance.RELEASED, by="partner:simport")
        settle()
        assert (Shipment.objects.get().status, stock()) == ("dispatched", (3, 0))
        carrier: Any = carriers["simcarrier"]
        assert carrier.parcels[parcel.tracking_number].handed_over
    finally:
        port_silent.decides_itself = True


def test_a_label_is_only_for_accepted_orders_and_booked_once() -> None:
    dropship_order = sent()
    with pytest.raises(Refused) as refused:
        book_dropship_parcel(dropship_order=dropship_order, weight_g=None, by=SUPPLIER)
    assert refused.value.code == "not_accepted"
    accept_dropship_order(dropship_order=dropship_order, by=SUPPLIER)
    for _ in range(2):
        book_dropship_parcel(dropship_order=dropship_order, weight_g=300, by=SUPPLIER)
    settle()
    assert (Shipment.objects.count(), Parcel.objects.count()) == (1, 1)


def test_silence_past_the_deadline_becomes_one_case_that_acceptance_resolves() -> None:
    dropship_order = sent()
    assert escalate_late_acceptance(now=timezone.now()) == 0
    late = timezone.now() + timedelta(hours=25)
    assert [escalate_late_acceptance(now=late) for _ in range(2)] == [1, 0]
    assert Case.objects.get().kind == "supplier_late"
    accept_dropship_order(dropship_order=dropship_order, by=SUPPLIER)
    assert Case.objects.get().status == "resolved"


def test_a_supplier_sees_only_their_own_orders() -> None:
    mine = sent()
    a_confirmed_order(a_dropship_level("banksia"))
    silk, banksia = Supplier.objects.get(code="silk-road"), Supplier.objects.get(code="banksia")
    assert list(DropshipOrder.objects.for_supplier(silk)) == [mine]
    assert mine not in DropshipOrder.objects.for_supplier(banksia)


def test_the_suppliers_own_number_sends_ours_back_to_the_carrier() -> None:
    dropship_order = accepted()
    book_dropship_parcel(dropship_order=dropship_order, weight_g=None, by=SUPPLIER)
    settle()
    ours = Parcel.objects.get().tracking_number
    dropship_order.refresh_from_db()
    ship_dropship_order(
        dropship_order=dropship_order, carrier="royal-mail", tracking_number=OWN_NUMBER, by=SUPPLIER
    )
    settle()
    carrier: Any = carriers["simcarrier"]
    assert (Parcel.objects.get().tracking_number, carrier.parcels[ours].cancelled) == (OWN_NUMBER, True)
