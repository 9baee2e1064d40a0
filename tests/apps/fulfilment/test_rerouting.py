"""Another way for a consignment that was sold: stock, landed cost and story follow; our word is kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.checkout.queries.rerouting import reroutings
from entrepot.apps.checkout.services.make_quote import make_quote
from entrepot.apps.checkout.services.place_order import place_order
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.profit import order_profit
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.fulfilment.services.reroute_consignment import reroute_consignment
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.orders.models import Case, Order, TimelineEntry
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.refuse_dropship_order import refuse_dropship_order
from entrepot.apps.purchasing.services.release_consignment_stock import release_consignment_stock
from entrepot.apps.purchasing.services.send_dropship_order import send_dropship_order
from entrepot.apps.suppliers.models import SupplierOffer
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.factories.checkout import BERLIN, SHANGHAI, a_cart, a_world, an_article, the_usual_lanes
from tests.factories.inventory import a_supplier_warehouse, a_warehouse, stocked
from tests.factories.lanes import a_lane
from tests.factories.payments import a_paid_order
from tests.settling import settle

OPERATOR = "operator:1"
pytestmark = pytest.mark.django_db


@pytest.fixture
def sold() -> Order:
    """Two pieces from London to Berlin by post, paid; a warehouse in Lille has three of them, too."""
    a_world()
    the_usual_lanes()
    tea = an_article("TEA")
    quote = make_quote(cart=a_cart({tea: 2}), address=BERLIN)
    order = place_order(quote=quote, email="a@example.com")
    paid = a_paid_order(order)
    settle()
    a_lane("fr-eu", "FR", ("DE",), mode="overseas_warehouse", currency="EUR", bands=((30_000, "4.00"),),
           min_days=1, max_days=2)  # fmt: skip
    stocked(3, variant=tea, warehouse=a_warehouse("lille", country="FR"))
    paid.refresh_from_db()
    return paid


def reserved(warehouse: str) -> int:
    return StockLevel.objects.get(variant=Variant.objects.get(), warehouse__code=warehouse).reserved


def sell_elsewhere(warehouse: str, pieces: int) -> None:
    want = Want(warehouse, Variant.objects.get().pk, pieces)
    reserve(reference="order:another", wants=[want], expires_at=timezone.now() + timedelta(hours=1))


def rerouted(order: Order, warehouse: str, lane: str, reason: str = "London floods") -> None:
    reroute_consignment(
        consignment=order.consignments.get(), warehouse=warehouse, lane=lane, reason=reason, by=OPERATOR
    )


def test_stock_shipment_and_landed_cost_move_with_the_consignment(sold: Order) -> None:
    assert (reserved("lhr"), reserved("lille")) == (2, 0)
    before = sold.total
    rerouted(sold, "lille", "fr-eu")

    row = sold.consignments.get()
    assert (row.warehouse, row.lane, row.ships_from, row.crosses_border) == ("lille", "fr-eu", "FR", False)
    assert row.landed_cost["scheme"] == "domestic"
    assert (reserved("lhr"), reserved("lille")) == (0, 2)
    assert stock_differences() == []
    living = Shipment.objects.exclude(status="cancelled").get()
    assert (living.warehouse.code, living.status) == ("lille", "to_pick")
    sold.refresh_from_db()
    assert sold.total == before
    fact = TimelineEntry.objects.get(kind="consignment_rerouted")
    assert (fact.facts["from"], fact.facts["reason"]) == ("lhr · gb-eu-post", "London floods")


def test_the_profit_bears_the_freight_of_the_new_way(sold: Order) -> None:
    rerouted(sold, "lille", "fr-eu")
    found = order_profit(sold)
    assert found is not None
    assert dict(found.costs)["freight"] == Money.of("4.00", "EUR")


def test_the_same_lane_from_the_same_place_with_its_own_stock_is_still_there(sold: Order) -> None:
    sell_elsewhere("lhr", 8)
    rerouted(sold, "lhr", "gb-eu-express")
    assert (reserved("lhr"), sold.consignments.get().lane) == (10, "gb-eu-express")


def test_a_way_that_is_later_than_promised_is_refused_and_changes_nothing(sold: Order) -> None:
    sold.consignments.update(promised_to=timezone.now().date())
    with pytest.raises(Refused) as refusal:
        rerouted(sold, "lille", "fr-eu")
    assert refusal.value.code == "breaks_our_word"
    assert (reserved("lhr"), sold.consignments.get().warehouse) == (2, "lhr")


def test_a_way_that_asks_more_at_the_door_is_refused(sold: Order) -> None:
    sold.consignments.update(promised_to=timezone.now().date() + timedelta(days=90))
    a_lane("gb-eu-dap", "GB", ("DE",), incoterm="DAP")
    with pytest.raises(Refused) as refusal:
        rerouted(sold, "lhr", "gb-eu-dap")
    assert refusal.value.code == "breaks_our_word"


def test_a_way_into_china_counts_what_the_person_had_this_year() -> None:
    """26,000 yuan a year: 25,890 are used by an earlier order, and the bag with its freight is worth 120."""
    a_world()
    a_lane("gb-cn-post", "GB", ("CN",), channel="post", max_days=20)
    bag = an_article("BAG", "5.00", hs6="420221")
    identity = "110101199003074514"

    def bought() -> Order:
        quote = make_quote(cart=a_cart({bag: 1}, "CN", "CNY"), address=SHANGHAI, importer_id=identity)
        order = a_paid_order(place_order(quote=quote, email="a@example.com"))
        settle()
        return order

    earlier, order = bought(), bought()
    row = earlier.consignments.get()
    row.landed_cost["thresholds_tested"] = [{"subject": "buyer and year"}]
    row.save()
    a_lane("gb-cn-consolidated", "GB", ("CN",), mode="consolidated", bands=((30_000, "7.00"),))

    def ways(used: str) -> list[str]:
        row.lines.update(line_amount=Decimal(used) - row.charges.get(kind="shipping").amount)
        found, _position = reroutings(order.consignments.get())
        return [way.route.lane.code for way in found]

    assert ways("25880.00") == ["gb-cn-consolidated"]
    assert ways("25880.01") == []
    rerouted_row = order.consignments.get()
    rerouted_row.landed_cost["thresholds_tested"] = [{"subject": "buyer and year"}]
    rerouted_row.save()
    assert ways("25880.00") == ["gb-cn-consolidated"]  # what it used itself is free again


def test_without_enough_stock_the_way_is_not_there(sold: Order) -> None:
    sell_elsewhere("lille", 2)
    with pytest.raises(Refused, match="cannot carry"):
        rerouted(sold, "lille", "fr-eu")
    assert reserved("lhr") == 2


def test_once_it_is_picked_it_goes_as_planned(sold: Order) -> None:
    start_picking(shipment=Shipment.objects.get(), by=OPERATOR)
    with pytest.raises(Refused) as refusal:
        rerouted(sold, "lille", "fr-eu")
    assert refusal.value.code == "already_picked"


def test_a_reason_is_needed(sold: Order) -> None:
    with pytest.raises(Refused, match="Say why"):
        rerouted(sold, "lille", "fr-eu", reason=" ")


@pytest.fixture
def refused(sold: Order) -> Order:
    """The same sale as a supplier's, who said no; London and Lille have the goods as well."""
    warehouse = a_supplier_warehouse("silk-road", country="GB")
    variant = Variant.objects.get()
    SupplierOffer.objects.create(
        supplier=warehouse.supplier, variant=variant, cost_amount=Decimal("4.00"), currency="CNY"
    )
    cancel_shipment(shipment=Shipment.objects.get(), why="test", by=OPERATOR)
    row = sold.consignments.get()
    release_consignment_stock(consignment=row)
    row.supplier, row.warehouse = "silk-road", warehouse.code
    row.save()
    sent = send_dropship_order(consignment=row)
    assert sent is not None
    refuse_dropship_order(dropship_order=sent, reason="sold out", by="supplier:silk-road")
    sold.refresh_from_db()
    return sold


def test_what_a_supplier_refused_is_sent_from_our_own_stock(refused: Order) -> None:
    assert Case.objects.get(kind="supplier_refused").status == "open"
    rerouted(refused, "lille", "fr-eu", "Silk Road is sold out")
    row = refused.consignments.get()
    assert (row.supplier, row.warehouse, reserved("lille")) == ("", "lille", 2)
    assert Shipment.objects.exclude(status="cancelled").get().status == "to_pick"
    assert Case.objects.get(kind="supplier_refused").status == "resolved"
    assert stock_differences() == []


def test_what_a_supplier_refused_may_be_sent_by_another(refused: Order) -> None:
    other = a_supplier_warehouse("tea-road", country="GB")
    variant = Variant.objects.get()
    SupplierOffer.objects.create(
        supplier=other.supplier, variant=variant, cost_amount=Decimal("5.00"), currency="CNY"
    )
    stocked(4, variant=variant, warehouse=other)
    refused.consignments.update(promised_to=timezone.now().date() + timedelta(days=30))
    rerouted(refused, other.code, "gb-eu-post", "Silk Road is sold out")
    assert refused.consignments.get().supplier == "tea-road"
    asked = DropshipOrder.objects.get(supplier=other.supplier)
    assert (asked.status, asked.number[-2:]) == ("sent", "-2")
    with pytest.raises(Refused) as again:
        rerouted(refused, "lille", "fr-eu")
    assert again.value.code == "sent_by_supplier"
