"""A bonded warehouse in Ningbo with its book, and goods that entered it under a released declaration."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.customs.models import BondedBook, BondedItem, CustomsPort
from entrepot.apps.inventory.models import BondedZone, InboundShipment, Warehouse
from entrepot.apps.inventory.services.receive_inbound import Unloaded, receive_inbound
from entrepot.apps.lanes.models import FulfilmentMode, Lane
from tests.factories.inbound import BY, Sender, a_planned_line, an_inbound
from tests.factories.inventory import a_warehouse
from tests.factories.lanes import a_lane

BONDED_CONFIG = {
    "stock": ["bonded"], "legs": ["bonded_release", "last_mile"],
    "declarations": {"export": {}, "import": {"CN": "1210"}}, "papers": ["label", "bonded_release_list"],
    "promise": "lane_days", "in_use": True, "leaves_bond": True,
}  # fmt: skip


def ningbo() -> Warehouse:
    """Licensed since 2020 and for a year to come, with an account book, a port and a lane home."""
    known = Warehouse.objects.filter(code="nbo").first()
    if known is not None:
        return known
    licensed = DateRange(date(2020, 1, 1), timezone.now().date() + timedelta(days=365))
    zone = BondedZone.objects.create(
        code="ningbo", name={"en": "Ningbo"}, country="CN", licensed=licensed, source="TEST"
    )
    warehouse = a_warehouse("nbo", "CN", "bonded")
    Warehouse.objects.filter(pk=warehouse.pk).update(zone=zone)
    warehouse.refresh_from_db()
    port = CustomsPort.objects.create(code="cn-nbo", name={"en": "Ningbo"}, country="CN", gateway="simport")
    BondedBook.objects.create(
        number="T3104W000001", warehouse=warehouse, port=port, enterprise="Example Bonded Co.",
        enterprise_code="3302960ABC", opened_on=date(2020, 1, 1),
    )  # fmt: skip
    FulfilmentMode.objects.create(code="bonded", name={"en": "Bonded"}, config=BONDED_CONFIG)
    a_bonded_lane()
    return warehouse


def a_bonded_lane() -> Lane:
    return a_lane(
        "cn-bonded", "CN", ("CN",), mode="bonded", currency="CNY", bands=((30_000, "10.00"),),
        customs_port="cn-nbo",
    )  # fmt: skip


def on_its_way(variant: Variant, quantity: int = 10, *, to: str = "arrived") -> InboundShipment:
    """Goods of a factory in Germany for Ningbo; declared as they set out, once events are settled."""
    return an_inbound(
        a_planned_line(variant.sku, quantity), sender=Sender(name="Factory Nine", country="DE"),
        destination=ningbo(), to=to,
    )  # fmt: skip


def unloaded(inbound: InboundShipment, quantity: int = 10, damaged: int = 0, key: str = "first") -> None:
    receive_inbound(shipment=inbound, unloaded=[Unloaded(1, quantity, damaged)], key=key, by=BY)


def item_of(variant: Variant) -> BondedItem:
    return BondedItem.objects.get(variant=variant)
