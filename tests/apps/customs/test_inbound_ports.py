"""Where goods for our own warehouses are declared: at a port that can, and never at the first by code."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone

from entrepot.apps.customs.models import CustomsPort, WarehousePort
from entrepot.apps.customs.queries.inbound import inbound_borders
from entrepot.apps.customs.services.choose_inbound_port import choose_inbound_port
from entrepot.apps.inventory.models import BondedZone, InboundShipment, Warehouse
from entrepot.apps.inventory.services.depart_inbound import depart_inbound
from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.config.connectors import register_adapters
from entrepot.kit.errors import Refused
from tests.factories import cast
from tests.factories.bonded import on_its_way
from tests.factories.checkout import a_world, an_article
from tests.factories.inbound import BY, Sender, a_planned_line, an_inbound
from tests.factories.inventory import a_variant, a_warehouse
from tests.settling import settle

pytestmark = pytest.mark.django_db
TRADE = {"export": {"CN": "9710", "*": "standard"}, "import": {"CN": "0110", "*": "standard"}}


def a_port(code: str, *procedures: str) -> CustomsPort:
    country = code[:2].upper()
    return CustomsPort.objects.create(
        code=code, name={"en": code}, country=country, gateway="simport", procedures=list(procedures)
    )


@pytest.fixture
def shanghai() -> Warehouse:
    """A warehouse of ours, with two ports near it that import in general trade and one that does not."""
    register_adapters()
    a_world()
    for code, *procedures in (("cn-ningbo", "1210"), ("cn-dalian", "0110"), ("cn-shanghai", "0110", "9710")):
        a_port(code, *procedures)
    a_port("au-sydney")
    FulfilmentMode.objects.create(
        code="general_trade", name={"en": "Trade"},
        config={"stock": ["own"], "in_use": True, "declarations": TRADE},
    )  # fmt: skip
    return a_warehouse("sha", "CN")


def announced(to: Warehouse) -> InboundShipment:
    article = an_article("CASE", stock=0, hs6="420212", customs_description="Suitcase")
    return an_inbound(
        a_planned_line(article.sku, 10, "100.00"), sender=Sender(name="Bags Pty", country="AU"),
        destination=to, to="announced",
    )  # fmt: skip


def ports_of(inbound: InboundShipment) -> dict[str, str]:
    return {border.direction: border.port.code if border.port else "" for border in inbound_borders(inbound)}


def test_the_port_that_serves_the_warehouse_today_declares(shanghai: Warehouse) -> None:
    today = timezone.now().date()
    for code, valid in (
        ("cn-dalian", DateRange(date(2020, 1, 1), today)), ("cn-shanghai", DateRange(today, None)),
    ):  # fmt: skip
        WarehousePort.objects.create(warehouse=shanghai, port=CustomsPort.objects.get(code=code), valid=valid)
    assert ports_of(announced(shanghai)) == {"export": "au-sydney", "import": "cn-shanghai"}


def test_a_port_that_cannot_do_the_procedure_is_passed_over_although_it_is_assigned(
    shanghai: Warehouse,
) -> None:
    ningbo = CustomsPort.objects.get(code="cn-ningbo")
    WarehousePort.objects.create(warehouse=shanghai, port=ningbo, valid=DateRange(date(2020, 1, 1), None))
    CustomsPort.objects.filter(code="cn-dalian").update(is_active=False)
    assert ports_of(announced(shanghai))["import"] == "cn-shanghai"


def test_where_several_could_the_operator_is_asked_and_chooses_on_the_page(shanghai: Warehouse) -> None:
    inbound = depart_inbound(shipment=announced(shanghai), by=BY)
    settle()
    assert list(inbound.declarations.values_list("direction", flat=True)) == ["export"]
    browser = Client()
    browser.force_login(cast.otto())
    page = browser.get(f"/en/console/inbound/{inbound.number}/").content.decode()
    assert "Several ports in CN do procedure 0110. Choose one." in page
    assert 'value="cn-ningbo"' not in page
    address = f"/en/console/inbound/{inbound.number}/ports/import/"
    refused = browser.post(address, {"port": "cn-ningbo"}, follow=True).content.decode()
    assert "cannot declare these goods" in refused
    browser.post(address, {"port": "cn-shanghai"})
    assert inbound.declarations.get(direction="import").port.code == "cn-shanghai"
    again = browser.post(address, {"port": "cn-dalian"}, follow=True).content.decode()
    assert "declared already" in again


def test_articles_without_a_code_wait_to_be_declared_until_they_are_classified(shanghai: Warehouse) -> None:
    CustomsPort.objects.filter(code="cn-dalian").update(is_active=False)
    odd = an_article("ODD", stock=0, hs6="")
    inbound = an_inbound(
        a_planned_line(odd.sku, 10, "100.00"), sender=Sender(name="Bags Pty", country="AU"),
        destination=shanghai, to="in_transit",
    )  # fmt: skip
    settle()
    assert inbound.declarations.count() == 0
    assert [border.obstacle for border in inbound_borders(inbound)] == [
        "No HS code yet: ODD. Classify these articles, then declare."
    ] * 2
    type(odd).objects.update(hs6="420212")
    shanghai_port = CustomsPort.objects.get(code="cn-shanghai")
    choose_inbound_port(inbound=inbound, direction="import", port=shanghai_port, by=BY)
    assert inbound.declarations.count() == 2


def test_without_a_port_that_could_the_page_says_so(shanghai: Warehouse) -> None:
    CustomsPort.objects.filter(country="CN").update(procedures=["1210"])
    inbound = announced(shanghai)
    (_export, entry) = inbound_borders(inbound)
    assert entry.obstacle == "No customs port of ours in CN does procedure 0110. Set one up."
    with pytest.raises(Refused, match="cannot declare"):
        choose_inbound_port(
            inbound=inbound, direction="import", port=CustomsPort.objects.get(code="cn-ningbo"), by=BY
        )


def test_goods_do_not_set_out_for_a_zone_whose_licence_is_over(shanghai: Warehouse) -> None:
    inbound = on_its_way(a_variant("BAG"), to="announced")
    assert ports_of(inbound)["import"] == "cn-nbo"
    yesterday = timezone.now().date() - timedelta(days=1)
    BondedZone.objects.update(licensed=DateRange(date(2020, 1, 1), yesterday))
    inbound = InboundShipment.objects.get(pk=inbound.pk)
    (entry,) = [border for border in inbound_borders(inbound) if border.direction == "import"]
    assert "no bonded zone that is licensed today" in entry.obstacle
    with pytest.raises(Refused, match="licensed"):
        depart_inbound(shipment=inbound, by=BY)
    inbound.refresh_from_db()
    assert (inbound.status, inbound.declarations.count()) == ("announced", 0)
