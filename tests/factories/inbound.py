"""Goods on their way to a warehouse."""

from datetime import timedelta

from django.utils import timezone

from entrepot.apps.inventory.models import InboundShipment, Lot, StockLevel, Warehouse
from entrepot.apps.inventory.services.announce_inbound import announce_inbound
from entrepot.apps.inventory.services.arrive_inbound import arrive_inbound
from entrepot.apps.inventory.services.depart_inbound import depart_inbound
from entrepot.apps.inventory.services.plan_inbound import (
    InboundPlan,
    PlannedLeg,
    PlannedLine,
    Sender,
    plan_inbound,
)
from entrepot.apps.inventory.services.receive_stock import LotLabel, receive_stock
from entrepot.domain.customs.clearance import Clearance
from entrepot.domain.money import Money
from tests.factories.inventory import a_variant, a_warehouse

BY = "operator:1"


def an_inbound(
    *lines: PlannedLine,
    sender: Sender | None = None,
    destination: Warehouse | None = None,
    to: str = "arrived",
    released: bool = True,
) -> InboundShipment:
    """An inbound shipment in EUR to Hamburg by sea, due in five days, brought to the state ``to``.

    Unless ``released`` is false, a transfer has its export release, as if customs had given it.
    """
    today = timezone.now().date()
    leg = PlannedLeg("sea", "Ningbo", "Hamburg", today + timedelta(days=5), today - timedelta(days=20))
    plan = InboundPlan(
        sender or Sender(name="Factory Nine"), destination or a_warehouse("ham", "DE", "overseas"), "EUR",
        lines or (a_planned_line(),), [leg],
    )  # fmt: skip
    shipment = plan_inbound(plan=plan, by=BY)
    if to != "draft":
        shipment = announce_inbound(shipment=shipment, by=BY)
        if to != "announced" or released:
            shipment.export_clearance = Clearance.RELEASED
            shipment.save(update_fields=["export_clearance"])
    if to in ("in_transit", "arrived"):
        shipment = depart_inbound(shipment=shipment, by=BY)
    if to == "arrived":
        shipment = arrive_inbound(shipment=shipment, on=today, by=BY)
    return shipment


def a_planned_line(sku: str = "", quantity: int = 10, unit_cost: str = "3.00") -> PlannedLine:
    return PlannedLine(sku or a_variant().sku, quantity, Money.of(unit_cost, "EUR"), "LOT-A")


def lot_of(
    level: StockLevel, quantity: int, *, life: int | None = None, number: str = "", cost: str = ""
) -> Lot:
    """``quantity`` more units in a lot of its own that expires in ``life`` days and cost ``cost`` EUR."""
    expires_on = None if life is None else timezone.now().date() + timedelta(days=life)
    taken = receive_stock(
        warehouse_code=level.warehouse.code, variant_id=level.variant_id, quantity=quantity,
        reference=f"po:{number}", by=BY,
        label=LotLabel(number, expires_on, cost=Money.of(cost, "EUR") if cost else None),
    )  # fmt: skip
    return Lot.objects.get(pk=taken.lot_id)
