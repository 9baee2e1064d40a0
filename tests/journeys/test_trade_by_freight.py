"""A business buys a larger quantity and has it sent by freight: an ordinary order, under other papers."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command

from entrepot.apps.catalog.models import Variant
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.orders.models import Order
from entrepot.demo.load_lanes import load_lanes
from entrepot.demo.load_places import load_customs
from tests.factories.checkout import an_article
from tests.factories.inventory import a_warehouse
from tests.journeys.conftest import World
from tests.journeys.people import Amara, Otto, page_of, paper_of

TO_CHICAGO = {
    "email": "buying@loop.example", "name": "Dana Reyes", "company": "Loop Homewares LLC",
    "line1": "20 W Kinzie Street", "line2": "", "city": "Chicago", "region": "IL", "postcode": "60654",
    "country": "US", "phone": "+1 312 555 0123",
}  # fmt: skip
TO_SHANGHAI = {
    "email": "fang@maoyi.example", "name": "王芳", "company": "上海示例贸易有限公司", "line1": "南京东路1号",
    "line2": "", "city": "上海", "region": "上海市", "postcode": "200001", "country": "CN",
    "phone": "+86 138 0000 0000",
}  # fmt: skip
EIN, CREDIT_CODE, IDENTITY = "91-1144442", "91110000600037341L", "11010519491231002X"
# Of the demo shop in China.
OUR_NUMBER = "0000960DEM"


@pytest.fixture(autouse=True)
def the_lanes_of_the_demo_shop(world: World) -> Any:
    load_customs()
    load_lanes()
    yield
    call_command("check_books")


def lamps() -> Variant:
    """800 lamps of 1,200 g in Shenzhen at 5.00 dollars."""
    return an_article(
        "LAMP", "5.00", currency="USD", stock=800, warehouse=a_warehouse("szx", "CN"), hs6="940521",
        origin_country="CN", customs_description="LED table lamp", gross_weight_g=1200, net_weight_g=1000,
    )  # fmt: skip


def charges(order: Order) -> dict[tuple[str, str], Decimal]:
    return {(row.label, row.due): row.amount for row in order.charges.all()}


def candles() -> Variant:
    """200 scented candles of 800 g in Sydney at 12.00 Australian dollars."""
    return an_article(
        "CANDLE", "12.00", currency="AUD", stock=200, warehouse=a_warehouse("syd", "AU", "overseas"),
        hs6="340600", origin_country="AU", customs_description="Scented candle", gross_weight_g=800,
        net_weight_g=700,
    )  # fmt: skip


def packed(otto: Otto, order: Order, *pallets: tuple[int, int]) -> Shipment:
    """Put on pallets (grams and units each) and declared; not yet dispatched."""
    shipment = Shipment.objects.get(consignment__order=order)
    otto.does(f"shipments/{shipment.number}/steps/start_picking/")
    form = {"parcels-TOTAL_FORMS": str(len(pallets)), "parcels-INITIAL_FORMS": "0"}
    for at, (grams, units) in enumerate(pallets):
        form[f"parcels-{at}-weight_g"] = str(grams)
        form[f"parcels-{at}-units_{shipment.lines.get().pk}"] = str(units)
    otto.does(f"shipments/{shipment.number}/pack/", **form)
    shipment.refresh_from_db()
    return shipment


def delivered(world: World, otto: Otto, order: Order, shipment: Shipment) -> None:
    otto.does(f"shipments/{shipment.number}/steps/dispatch_shipment/")
    for number in Parcel.objects.filter(shipment=shipment).values_list("tracking_number", flat=True):
        world.carrier.deliver(number)
    world.comes_to_rest()
    order.refresh_from_db()


def paper(otto: Otto, shipment: Shipment, kind: str) -> str:
    return " ".join(
        paper_of(otto.browser.get(f"/en/console/shipments/{shipment.number}/papers/{kind}/")).split()
    )


def test_china_sells_to_an_american_business_by_sea_under_9710(world: World) -> None:
    amara, otto = Amara(world), Otto(world)
    wish = {"for_business": "on", "importer_id": EIN, "choice-szx": "cn-us-sea-trade"}
    order = amara.orders({lamps(): 600}, {**TO_CHICAGO, **wish})
    # 720 kg: 780.00 and 220 x 1.30; papers 160.00, 720 x 0.20 and 420.00 of port fees: 1,790.00 yuan at ten a
    # pound. Of the goods alone: 6 % of tariff, 25 % and 12.5 % under section 301, the fee of a formal entry.
    assert charges(order) == {
        ("shipping", "checkout"): Decimal("179.00"), ("duty.tariff", "delivery"): Decimal("144.00"),
        ("duty.s301", "delivery"): Decimal("600.00"), ("duty.s301-labour", "delivery"): Decimal("300.00"),
        ("fee.mpf", "delivery"): Decimal("27.66"),
    }  # fmt: skip
    assert (order.goods_amount, order.total_amount) == (Decimal("2400.00"), Decimal("2579.00"))
    assert (order.importer_kind, order.importer_id) == ("business", "911144442")
    amara.pays(order)
    assert "your company is the importer" in amara.reads(order)
    assert "贵公司为进口商" in amara.reads(order, "zh-hans")

    shipment = packed(otto, order, (375_000, 300), (375_000, 300))
    declared = shipment.declarations.get()
    assert (declared.direction, declared.procedure, declared.port.code) == ("export", "9710", "cn-shenzhen")
    assert (declared.status, declared.incoterm, declared.importer_id) == ("released", "DAP", "")
    assert (declared.goods_amount, declared.duty_amount) == (Decimal("2400.00"), Decimal(0))
    item = declared.items.get()
    assert (item.hs_code, item.quantity, item.net_weight_g) == ("940521", 600, 600_000)
    invoice = paper(otto, shipment, "commercial_invoice")
    assert "Loop Homewares LLC; duties and taxes to be paid by the importer" in invoice
    assert "DAP Chicago, United States" in invoice
    packing = paper(otto, shipment, "packing_list")
    assert (packing.count("375.000 kg gross"), packing.count("LED table lamp")) == (2, 2)
    delivered(world, otto, order, shipment)
    assert (order.status, order.due_on_delivery_amount) == ("delivered", Decimal("1071.66"))


def test_australia_sells_to_a_chinese_business_by_air_and_we_import_it_under_0110(world: World) -> None:
    amara, otto = Amara(world), Otto(world)
    wish = {"for_business": "on", "importer_id": CREDIT_CODE, "choice-syd": "au-cn-air-trade"}
    order = amara.orders({candles(): 100}, {**TO_SHANGHAI, **wish})
    # 80 kg: 260.00 and 35 x 4.90, 12 % of fuel, papers 45.00, port 60.00: 588.28 dollars at two a pound.
    # 6.5 % of 8,941.40 yuan are 581.19 of duty, 13 % of both 1,237.94 of VAT; no relief of retail import.
    assert charges(order) == {
        ("shipping", "checkout"): Decimal("294.14"), ("duty.tariff", "checkout"): Decimal("58.12"),
        ("tax.import", "checkout"): Decimal("123.79"),
    }  # fmt: skip
    assert (order.goods_amount, order.total_amount) == (Decimal("600.00"), Decimal("1076.05"))
    amara.pays(order)

    shipment = packed(otto, order, (88_000, 100))
    export, entry = shipment.declarations.order_by("direction")
    assert (export.procedure, export.port.code, export.status) == ("standard", "au-sydney", "released")
    assert (entry.procedure, entry.port.code, entry.status) == ("0110", "cn-shanghai", "released")
    assert (entry.importer_id, entry.duty_amount, entry.tax_amount) == (
        OUR_NUMBER, Decimal("58.12"), Decimal("123.79"),
    )  # fmt: skip
    said = entry.messages.get(direction="out").body
    assert (said["importer"]["name"], said["importer_id"]) == ("Entrepot Demo Trading Ltd", OUR_NUMBER)
    told = page_of(otto.browser.get(f"/en/console/declarations/{entry.reference}/"))
    assert "the import is in our name" in told
    assert "the import is in our name" not in page_of(
        otto.browser.get(f"/en/console/declarations/{export.reference}/")
    )
    assert (entry.items.get().hs_code, entry.items.get().quantity) == ("340600", 100)
    invoice = paper(otto, shipment, "commercial_invoice")
    assert f"Entrepot Demo Trading Ltd ({OUR_NUMBER}); duties and taxes paid by the importer" in invoice
    assert CREDIT_CODE not in invoice
    delivered(world, otto, order, shipment)
    assert order.status == "delivered"


def test_freight_is_for_businesses_and_retail_import_for_people(world: World) -> None:
    candle = candles()

    def checked_out(pieces: int, **fields: str) -> tuple[int, str]:
        browser = Amara(world).browser
        browser.post("/en/ship-to/", {"country": "CN", "currency": ""})
        line = {"variant_id": candle.pk, "sku": candle.sku, "slug": candle.product.slug, "quantity": pieces}
        browser.post("/en/cart/add/", line)
        answer = browser.post("/en/checkout/", {**TO_SHANGHAI, **fields}, follow=True)
        return answer.status_code, page_of(answer)

    assert 'name="quote"' in checked_out(30, importer_id=IDENTITY)[1]
    # More than retail import allows: freight could carry it, for a business.
    _status, private = checked_out(100, importer_id=IDENTITY)
    assert ('name="quote"' in private, "au-cn-air-trade" in private) == (False, False)
    status, business = checked_out(150, importer_id=CREDIT_CODE, for_business="on")
    assert (status, "au-cn-air-trade" in business) == (200, True)
    # A company is named and has a number of its own.
    for wrong, said in (
        ({"company": "", "importer_id": CREDIT_CODE}, "Fill this in"),
        ({"importer_id": IDENTITY}, "not a valid unified social credit code"),
    ):
        status, refused = checked_out(150, for_business="on", **wrong)
        assert (status, said in refused) == (422, True)


def test_a_business_that_has_a_parcel_sent_imports_it_as_general_trade(world: World) -> None:
    amara, otto = Amara(world), Otto(world)
    wish = {"for_business": "on", "importer_id": CREDIT_CODE, "choice-syd": "au-cn-express"}
    order = amara.orders({candles(): 1}, {**TO_SHANGHAI, **wish})
    amara.pays(order)
    shipment = packed(otto, order, (900, 1))
    assert order.consignments.get().mode == "direct_mail"
    procedures = dict(shipment.declarations.values_list("direction", "procedure"))
    assert procedures == {"export": "low_value_export", "import": "0110"}


def test_a_business_below_the_least_weight_of_freight_is_told_so(world: World) -> None:
    lamp = lamps()

    def checked_out(pieces: int, **fields: str) -> str:
        browser = Amara(world).browser
        browser.post("/en/ship-to/", {"country": "US", "currency": ""})
        line = {"variant_id": lamp.pk, "sku": lamp.sku, "slug": lamp.product.slug, "quantity": pieces}
        browser.post("/en/cart/add/", line)
        return page_of(browser.post("/en/checkout/", {**TO_CHICAGO, **fields}, follow=True))

    business = {"for_business": "on", "importer_id": EIN}
    # Air freight is 1,500.00 yuan up to 45 kg.
    assert "By freight from 45 kg; these goods come to 12 kg." in checked_out(10, **business)
    assert "By freight from" not in checked_out(10)
    assert "By freight from" not in checked_out(600, **business)
