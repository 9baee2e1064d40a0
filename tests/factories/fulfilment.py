"""Confirmed orders with a lane, a port and (if wanted) a supplier, and shipments on their way."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from entrepot.apps.customs.models import CustomsPort
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec, pack_shipment
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.inventory.models import StockLevel, Warehouse
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.create_order import create_order
from entrepot.apps.suppliers.models import SupplierOffer
from entrepot.domain.quantity import Dimensions
from tests.factories.inventory import a_supplier_warehouse, stocked
from tests.factories.lanes import a_lane
from tests.factories.orders import CHARGES, a_consignment, a_draft, a_line
from tests.factories.payments import a_paid_order
from tests.settling import settle

OPERATOR = "operator:1"
ADDRESS = {
    "name": "李小龙",
    "line1": "12 rue de la Paix",
    "city": "Lyon",
    "postcode": "69001",
    "country": "FR",
}


def the_lane(**fields: Any) -> Lane:
    """Great Britain to France, China and the United States, declared for import at the port ``simport``."""
    known = Lane.objects.filter(code="gb-eu").first()
    if known is not None:
        return known
    CustomsPort.objects.get_or_create(
        code="lehavre", defaults={"name": {"en": "Le Havre"}, "country": "FR", "gateway": "simport"}
    )
    lane = a_lane("gb-eu", "GB", ("FR", "GB", "CN", "US"), **{"customs_port": "lehavre", **fields})
    lane.mode.config = {**lane.mode.config, "declarations": {"export": None, "import": {"*": "H7"}}}
    lane.mode.save()
    return lane


def a_confirmed_order(
    *levels: StockLevel,
    quantity: int = 1,
    address: dict[str, str] | None = None,
    line: dict[str, Any] | None = None,
    consignment: dict[str, Any] | None = None,
    importer_id: str = "",
) -> Order:
    """Paid, with events settled: consignments per warehouse, the first with charges.

    ``line`` and ``consignment`` change fields of every line and consignment.
    """
    the_lane()
    levels = levels or (stocked(5),)
    drafts = []
    for code in dict.fromkeys(level.warehouse.code for level in levels):
        group = [level for level in levels if level.warehouse.code == code]
        lines = [_changed(a_line(level, quantity), line) for level in group]
        draft = a_consignment(lines, {} if drafts else CHARGES, "EUR", code)
        supplier = group[0].warehouse.supplier
        drafts.append(_changed(draft, {"supplier": supplier.code if supplier else "", **(consignment or {})}))
    draft = _changed(a_draft(*drafts), {"address": address or ADDRESS, "importer_id": importer_id})
    order = create_order(draft=draft)
    wants = [Want(level.warehouse.code, level.variant_id, quantity) for level in levels]
    reserve(reference=order.stock_reference, wants=wants, expires_at=order.pay_by)
    paid = a_paid_order(order)
    settle()
    paid.refresh_from_db()
    return paid


def a_dropship_level(code: str = "silk-road", stock: int = 5, cost: str = "4.00") -> StockLevel:
    """Stock of a supplier who offers it for ``cost`` CNY a unit."""
    known = Warehouse.objects.filter(code=f"s-{code}").select_related("supplier").first()
    warehouse = known or a_supplier_warehouse(code)
    level = stocked(stock, warehouse=warehouse)
    SupplierOffer.objects.create(
        supplier=warehouse.supplier, variant=level.variant, cost_amount=Decimal(cost), currency="CNY"
    )
    return level


def a_packed_shipment(order: Order | None = None, parcels: int = 1, weight_g: int = 400) -> Shipment:
    """Packed by the operator; nothing settled since, so it is neither booked nor declared.

    Of several parcels each holds one unit of the first line.
    """
    order = order or a_confirmed_order(stocked(5), quantity=parcels)
    shipment = Shipment.objects.get(consignment__order=order)
    start_picking(shipment=shipment, by=OPERATOR)
    contents = {shipment.lines.values_list("pk", flat=True)[0]: 1} if parcels > 1 else {}
    specs = [ParcelSpec(weight_g, Dimensions(300, 200, 100), contents=contents)] * parcels
    return pack_shipment(shipment=shipment, parcels=specs, by=OPERATOR)


def _changed(draft: Any, fields: dict[str, Any] | None) -> Any:
    return replace(draft, **(fields or {}))
