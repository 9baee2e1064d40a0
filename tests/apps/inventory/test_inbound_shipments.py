"""From notice to shelf: partial receipts, differences with their money, landed cost, transfers."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from entrepot.apps.inventory.models import InboundShipment, Lot, StockLevel
from entrepot.apps.inventory.queries import expected, stock_differences, stock_status
from entrepot.apps.inventory.services.add_inbound_cost import add_inbound_cost
from entrepot.apps.inventory.services.announce_inbound import announce_inbound
from entrepot.apps.inventory.services.arrive_inbound import arrive_inbound
from entrepot.apps.inventory.services.cancel_inbound import cancel_inbound
from entrepot.apps.inventory.services.close_inbound import close_inbound
from entrepot.apps.inventory.services.depart_inbound import depart_inbound
from entrepot.apps.inventory.services.plan_inbound import InboundPlan, PlannedLine, Sender, plan_inbound
from entrepot.apps.inventory.services.receive_inbound import Unloaded, receive_inbound
from entrepot.domain.inventory.landed import Basis
from entrepot.domain.lifecycle import IllegalTransition
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.crowd import at_once
from tests.factories.inbound import BY, a_planned_line, an_inbound, lot_of
from tests.factories.inventory import a_variant, a_warehouse, stocked

pytestmark = pytest.mark.django_db


def receive(shipment: InboundShipment, *unloaded: Unloaded, key: str = "pallet-1") -> InboundShipment:
    return receive_inbound(shipment=shipment, unloaded=unloaded, key=key, by=BY)


def lots() -> list[tuple[str, int, int, str]]:
    rows = Lot.objects.filter(source__startswith="inbound").order_by("id")
    return [(lot.number, lot.quantity, lot.blocked, str(lot.cost)) for lot in rows]


def test_goods_are_received_in_several_goes_and_a_form_sent_twice_counts_once() -> None:
    shipment = an_inbound(a_planned_line(quantity=10))
    receive(shipment, Unloaded(1, 4))
    receive(shipment, Unloaded(1, 4))
    receive(shipment, Unloaded(1, 5, damaged=1, lot_number="LOT-B"), key="pallet-2")
    assert lots() == [("LOT-A", 4, 0, "EUR 12.0000"), ("LOT-B", 5, 1, "EUR 18.0000")]
    line = shipment.lines.get()
    assert (line.received, line.damaged, StockLevel.objects.get().on_hand) == (9, 1, 9)
    assert stock_differences() == []


def test_closing_needs_a_reason_for_each_difference_and_records_its_money() -> None:
    shipment = an_inbound(a_planned_line(), a_planned_line(unit_cost="2.50"), a_planned_line())
    receive(shipment, Unloaded(1, 7, damaged=1), Unloaded(2, 12), Unloaded(3, 10))
    with pytest.raises(Refused, match="Say why") as refusal:
        close_inbound(shipment=shipment, reasons={1: "Carton crushed"}, by=BY)
    assert [fault.field for fault in refusal.value.faults] == ["lines[2].reason"]
    assert InboundShipment.objects.get().status == "receiving"
    close_inbound(shipment=shipment, reasons={1: "Carton crushed", 2: "Packed too many"}, by=BY)
    found = [
        (row.line.position, row.kind, row.quantity, str(row.money))
        for line in shipment.lines.all()
        for row in line.differences.order_by("id")
    ]
    assert found == [
        (1, "short", 2, "EUR -6.0000"), (1, "damaged", 1, "EUR -3.0000"), (2, "over", 2, "EUR 5.0000"),
    ]  # fmt: skip


def test_freight_duty_and_import_tax_become_the_cost_of_the_lots_to_the_cent() -> None:
    shipment = an_inbound(a_planned_line(quantity=3), a_planned_line(quantity=7, unit_cost="1.00"))
    for kind, basis, amount in [
        ("freight", Basis.WEIGHT, "10.00"),
        ("duty", Basis.VALUE, "3.20"),
        ("import_tax", Basis.VALUE, "4.01"),
    ]:
        add_inbound_cost(shipment=shipment, kind=kind, basis=basis, money=Money.of(amount, "EUR"))
    receive(shipment, Unloaded(1, 3), Unloaded(2, 2))
    receive(shipment, Unloaded(2, 5, lot_number="LOT-B"), key="pallet-2")
    close_inbound(shipment=shipment, reasons={}, by=BY)
    assert lots() == [
        ("LOT-A", 3, 0, "EUR 16.0600"), ("LOT-A", 2, 0, "EUR 4.9000"), ("LOT-B", 5, 0, "EUR 12.2500"),
    ]  # fmt: skip
    assert sum(lot.cost.amount for lot in Lot.objects.all()) == Money.of("33.21", "EUR").amount
    with pytest.raises(Refused, match="is closed"):
        add_inbound_cost(shipment=shipment, kind="duty", basis=Basis.VALUE, money=Money.of("1", "EUR"))


def test_what_has_not_arrived_cannot_be_received_and_what_left_cannot_be_cancelled() -> None:
    shipment = an_inbound(to="in_transit")
    with pytest.raises(Refused, match="Say first that it has arrived"):
        receive(shipment, Unloaded(1, 1))
    with pytest.raises(IllegalTransition):
        cancel_inbound(shipment=shipment, by=BY, why="Changed our mind")
    assert not Lot.objects.exists()


@pytest.mark.parametrize("line", [Unloaded(9, 1), Unloaded(1, -1), Unloaded(1, 0)])
def test_a_receipt_that_makes_no_sense_is_refused_whole(line: Unloaded) -> None:
    shipment = an_inbound(a_planned_line(), a_planned_line())
    good = (Unloaded(2, 5),) if line.received else ()
    with pytest.raises(Refused):
        receive(shipment, *good, line)
    assert (Lot.objects.count(), shipment.lines.filter(received__gt=0).count()) == (0, 0)


def test_a_plan_names_each_faulty_line() -> None:
    plan = InboundPlan(
        Sender(name="Factory"), a_warehouse(), "EUR",
        [PlannedLine("NOPE", 1), PlannedLine(a_variant().sku, 0, Money.of("1", "USD"))],
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        plan_inbound(plan=plan, by=BY)
    fields = [fault.field for fault in refusal.value.faults]
    assert fields == ["lines[0].sku", "lines[1].quantity", "lines[1].unit_cost"]
    assert not InboundShipment.objects.exists()


def test_a_plan_of_more_than_can_be_kept_is_refused() -> None:
    sku = a_variant().sku
    lines = [PlannedLine(sku, 10**12), PlannedLine(sku, 1, Money.of("1" * 20, "EUR")), PlannedLine(sku, 1)]
    with pytest.raises(Refused) as refusal:
        plan_inbound(plan=InboundPlan(Sender(name="Factory"), a_warehouse(), "EUR", lines), by=BY)
    assert [fault.field for fault in refusal.value.faults] == ["lines[0].quantity", "lines[1].unit_cost"]


def test_more_is_expected_with_a_date_and_how_sure_that_is() -> None:
    shipment = an_inbound(a_planned_line(quantity=10), to="in_transit")
    variant_id = shipment.lines.get().variant_id
    today = timezone.now().date()
    due = today + timedelta(days=5)

    def coming() -> list[tuple[int, object, str]]:
        return [(row.quantity, row.on, row.confidence) for row in expected([variant_id])]

    assert coming() == [(10, due, "medium")]
    arrive_inbound(shipment=shipment, on=today, by=BY)
    receive(shipment, Unloaded(1, 4))
    assert coming() == [(6, today, "high")]
    (status,) = stock_status([StockLevel.objects.get().pk]).values()
    assert (status.available, status.inbound, status.in_transfer) == (4, 6, 0)


def a_transfer(quantity: int = 8) -> tuple[InboundShipment, StockLevel]:
    """Of 5 units that expire soon and 5 that do not, ``quantity`` go from London to Hamburg."""
    level = stocked(0)
    lot_of(level, 5, life=90, number="B", cost="10.00")
    lot_of(level, 5, life=30, number="A", cost="20.00")
    line = PlannedLine(level.variant.sku, quantity)
    return an_inbound(line, sender=Sender(level.warehouse), to="announced"), level


def test_a_transfer_leaves_one_warehouse_and_reaches_the_other_and_is_nowhere_twice() -> None:
    shipment, level = a_transfer()
    assert (expected([level.variant_id]), StockLevel.objects.get(pk=level.pk).on_hand) == ([], 10)
    depart_inbound(shipment=shipment, by=BY)
    there = StockLevel.objects.get(warehouse__code="ham")
    status = stock_status([level.pk, there.pk])
    assert (status[level.pk].on_hand, status[there.pk].in_transfer, status[there.pk].inbound) == (2, 8, 0)
    arrive_inbound(shipment=shipment, on=timezone.now().date(), by=BY)
    receive(shipment, Unloaded(1, 5), Unloaded(2, 2))
    close_inbound(shipment=shipment, reasons={2: "Lost on the road"}, by=BY)
    assert lots() == [("A", 5, 0, "EUR 20.0000"), ("B", 2, 0, "EUR 4.0000")]
    assert [str(lot.value) for lot in Lot.objects.filter(level=level, quantity__gt=0)] == ["EUR 4.00"]
    assert str(shipment.lines.get(position=2).differences.get().money) == "EUR -2.0000"
    assert stock_differences() == []


def test_a_transfer_takes_no_unit_that_is_promised_to_a_buyer() -> None:
    shipment, level = a_transfer(quantity=8)
    StockLevel.objects.filter(pk=level.pk).update(reserved=3)
    with pytest.raises(Refused, match="only 7 are free to leave; 8 were to go"):
        depart_inbound(shipment=shipment, by=BY)
    assert (InboundShipment.objects.get().status, Lot.objects.get(number="A").quantity) == ("announced", 5)
    StockLevel.objects.filter(pk=level.pk).update(reserved=0)


def test_a_lost_transfer_line_is_found_by_the_reconciliation() -> None:
    shipment, _level = a_transfer()
    depart_inbound(shipment=shipment, by=BY)
    shipment.lines.filter(position=2).update(expected=2)
    (told,) = stock_differences()
    assert told.startswith(shipment.number)
    assert told.endswith("2 under way, but 3 left the warehouse")


@pytest.mark.django_db(transaction=True)
def test_two_people_receiving_and_two_departing_at_once_lose_and_double_nothing() -> None:
    shipment = an_inbound(a_planned_line(quantity=40), a_planned_line(quantity=40))
    acts = [
        partial(receive, shipment, Unloaded(1 + at % 2, 1), Unloaded(2 - at % 2, 1), key=f"pallet-{at % 20}")
        for at in range(40)
    ]
    assert [result for result in at_once(acts) if isinstance(result, Exception)] == []
    assert [line.received for line in shipment.lines.all()] == [20, 20]
    transfer, level = a_transfer()
    results = at_once([partial(depart_inbound, shipment=transfer, by=BY) for _ in range(4)])
    assert sum(isinstance(result, IllegalTransition) for result in results) == 3
    level.refresh_from_db()
    assert (level.on_hand, stock_differences()) == (2, [])


def test_announcing_opens_a_level_so_that_the_goods_show_as_inbound() -> None:
    shipment = an_inbound(a_planned_line(quantity=10), to="draft")
    assert not StockLevel.objects.exists()
    announce_inbound(shipment=shipment, by=BY)
    (status,) = stock_status([StockLevel.objects.get().pk]).values()
    assert (status.on_hand, status.inbound) == (0, 10)
