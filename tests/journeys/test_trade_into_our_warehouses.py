"""Goods for our own warehouses across a border: general trade (0110) into stock, 9810 to one overseas."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.customs.models import CustomsPort, Declaration
from entrepot.apps.customs.services.record_reply import record_reply
from entrepot.apps.inventory.models import InboundShipment, Lot, StockLevel
from entrepot.apps.inventory.services.add_inbound_cost import add_inbound_cost
from entrepot.apps.inventory.services.arrive_inbound import arrive_inbound
from entrepot.apps.inventory.services.close_inbound import close_inbound
from entrepot.apps.inventory.services.depart_inbound import depart_inbound
from entrepot.apps.inventory.services.receive_inbound import Unloaded, receive_inbound
from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.domain.inventory.landed import Basis
from entrepot.domain.money import Money
from entrepot.domain.ports.customs import CustomsReply
from entrepot.kit.errors import Refused
from entrepot.web.backoffice.queries.counts import work_counts
from tests.factories.checkout import an_article
from tests.factories.inbound import BY, Sender, a_planned_line, an_inbound
from tests.factories.inventory import a_warehouse
from tests.factories.lanes import a_lane
from tests.journeys.conftest import World
from tests.journeys.people import Amara, Otto, page_of

TRADE = {"export": {"CN": "9710", "*": "standard"}, "import": {"CN": "0110", "EU": "H1", "*": "standard"}}
OVERSEAS = {"export": {"CN": "9810"}, "import": {}}
TO_SHANGHAI = {
    "email": "fang@buyer.example", "name": "王芳", "line1": "南京东路1号", "city": "上海",
    "postcode": "200001", "country": "CN", "company": "", "line2": "", "region": "上海市",
    "phone": "+86 138 0000 0000",
}  # fmt: skip


@pytest.fixture(autouse=True)
def ports_and_modes(world: World) -> Any:
    for code, country in (("cn-shanghai", "CN"), ("au-sydney", "AU")):
        CustomsPort.objects.create(code=code, name={"en": code}, country=country, gateway="simport")
    for code, declarations in (("general_trade", TRADE), ("overseas_warehouse", OVERSEAS)):
        config = {"stock": ["own"], "in_use": False, "declarations": declarations}
        FulfilmentMode.objects.create(code=code, name={"en": code}, config=config)
    yield
    call_command("check_books")


def a_suitcase(sku: str, hs6: str = "420212") -> Variant:
    return an_article(
        sku, "1000.00", currency="CNY", stock=0, warehouse=a_warehouse("sha", "CN"), hs6=hs6,
        origin_country="DE", customs_description="Suitcase of plastics",
    )  # fmt: skip


def sent_out(shipment: InboundShipment, world: World, freight: str) -> InboundShipment:
    add_inbound_cost(
        shipment=shipment, kind="freight", basis=Basis.WEIGHT, money=Money.of(freight, shipment.currency)
    )
    row = depart_inbound(shipment=shipment, by=BY)
    world.comes_to_rest()
    return row


def test_imported_goods_bear_duty_and_tax_in_their_lots_and_sell_as_local_stock(world: World) -> None:
    case, wine = a_suitcase("CASE"), a_suitcase("WINE", "220421")
    lines = [a_planned_line(case.sku, 10, "100.00"), a_planned_line(wine.sku, 10, "50.00")]
    shipment = an_inbound(
        *lines, sender=Sender(name="Koffer AG", country="DE"), destination=a_warehouse("sha", "CN"),
        to="announced",
    )  # fmt: skip
    shipment = sent_out(shipment, world, "150.00")
    declared = Declaration.objects.get(direction="import")
    export = Declaration.objects.get(direction="export")
    assert (declared.procedure, declared.status, declared.port.code) == ("0110", "released", "cn-shanghai")
    assert (export.procedure, export.status, export.port.country) == ("standard", "released", "DE")
    by_line = {
        (cost.line.variant.sku, cost.kind): cost.amount
        for cost in shipment.costs.filter(line__isnull=False).select_related("line__variant")
    }
    # For customs the freight goes by value. Only wine bears consumption tax, in its import tax.
    assert set(by_line) >= {("CASE", "import_tax"), ("WINE", "import_tax")}
    assert by_line["WINE", "import_tax"] / Decimal(550) > by_line["CASE", "import_tax"] / Decimal(1100)
    assert declared.duty_amount + declared.tax_amount == sum(by_line.values())

    shipment = arrive_inbound(shipment=shipment, on=shipment.created_at.date(), by=BY)
    receive_inbound(shipment=shipment, unloaded=[Unloaded(1, 10), Unloaded(2, 10)], key="all", by=BY)
    close_inbound(shipment=shipment, reasons={}, by=BY)
    costs = {lot.level.variant.sku: lot.cost_amount for lot in Lot.objects.filter(source__contains="ASN")}
    paid = Decimal(1500) + Decimal(150) + sum(by_line.values())
    assert sum(costs.values()) == paid
    # Our freight goes by weight, and both weigh the same: 75.00 each.
    own = {sku: sum(v for (of, _kind), v in by_line.items() if of == sku) for sku in ("CASE", "WINE")}
    assert costs == {"CASE": Decimal(1075) + own["CASE"], "WINE": Decimal(575) + own["WINE"]}

    a_lane("cn-home", "CN", ("CN",), mode="local_stock", currency="CNY", bands=((30_000, "10.00"),))
    amara = Amara(world)
    order = amara.orders({case: 1}, TO_SHANGHAI)
    amara.pays(order)
    assert order.duty_amount == 0
    sold = order.consignments.get()
    assert (sold.mode, sold.crosses_border) == ("local_stock", False)
    number = sold.shipments.get().number
    otto = Otto(world)
    otto.packs(number)
    otto.does(f"shipments/{number}/steps/dispatch_shipment/")
    assert StockLevel.objects.get(variant=case).on_hand == 9


def test_stock_for_an_overseas_warehouse_leaves_china_under_9810(world: World) -> None:
    fan = an_article("FAN", "8.00", stock=20, warehouse=a_warehouse("szx", "CN"))
    shipment = an_inbound(
        a_planned_line(fan.sku, 5), sender=Sender(a_warehouse("szx", "CN")),
        destination=a_warehouse("ham", "DE", "overseas"), to="announced", released=False,
    )  # fmt: skip
    for settled in (False, True):
        if settled:
            world.customs.next_outcomes.append("inspection")
            world.comes_to_rest()
        shipment.refresh_from_db()
        with pytest.raises(Refused, match="holds the export" if settled else "not released the export"):
            depart_inbound(shipment=shipment, by=BY)
        shipment.refresh_from_db()
        assert (shipment.status, StockLevel.objects.get(variant=fan, warehouse__code="szx").on_hand) == (
            "announced", 20,
        )  # fmt: skip
    held = shipment.declarations.get()
    assert (held.procedure, held.status, shipment.export_clearance) == ("9810", "inspection", "held")
    reply = CustomsReply("late", held.reference, "released", timezone.now())
    record_reply(gateway="simport", reply=reply)
    shipment.refresh_from_db()
    depart_inbound(shipment=shipment, by=BY)
    world.comes_to_rest()
    procedures = dict(shipment.declarations.values_list("direction", "procedure"))
    assert procedures == {"export": "9810", "import": "H1"}
    export = shipment.declarations.get(direction="export")
    assert (export.items.get().quantity, export.reference) == (5, f"EX-{shipment.number}")


def test_goods_within_one_customs_territory_and_from_nowhere_known_are_not_declared(world: World) -> None:
    for sender in (Sender(name="Usine", country="FR"), Sender(name="Usine")):
        an_inbound(a_planned_line(an_article(stock=0).sku), sender=sender, to="in_transit")
    world.comes_to_rest()
    assert not Declaration.objects.exists()


def test_a_transfer_that_is_called_off_takes_its_export_declaration_along(world: World) -> None:
    fan = an_article("FAN", "8.00", stock=20, warehouse=a_warehouse("szx", "CN"))
    otto = Otto(world)

    def announced() -> InboundShipment:
        return an_inbound(
            a_planned_line(fan.sku, 5), sender=Sender(a_warehouse("szx", "CN")),
            destination=a_warehouse("ham", "DE", "overseas"), to="announced", released=False,
        )  # fmt: skip

    refused = announced()
    world.customs.next_outcomes.append("rejected")
    world.comes_to_rest()
    assert refused.declarations.get().status == "rejected"
    otto.does(f"inbound/{refused.number}/steps/cancel/")
    world.comes_to_rest()
    assert refused.declarations.get().status == "cancelled"

    released = announced()
    world.comes_to_rest()
    export = released.declarations.get()
    assert export.status == "released"
    ours, address = "/en/console/declarations/?state=ours", f"declarations/{export.reference}/withdraw/"
    assert export.reference not in page_of(otto.browser.get(ours))
    otto.does(address)
    export.refresh_from_db()
    assert export.status == "released"
    otto.does(f"inbound/{released.number}/steps/cancel/")
    world.comes_to_rest()
    assert export.reference in page_of(otto.browser.get(ours))
    assert work_counts().declarations_ours == 1
    assert "to withdraw it" in page_of(otto.browser.get(f"/en/console/declarations/{export.reference}/"))
    otto.does(address)
    export.refresh_from_db()
    assert export.status == "cancelled"
    assert export.reference not in page_of(otto.browser.get(ours))
