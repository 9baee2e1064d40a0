"""A confirmed consignment becomes work for a warehouse."""

from django.db import transaction

from entrepot.apps.fulfilment.events import ShipmentCreated
from entrepot.apps.fulfilment.models import Shipment, ShipmentLine
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.orders.models import Consignment
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.domain.customs.clearance import Clearance
from entrepot.kit import outbox


@transaction.atomic
def create_shipment(*, consignment: Consignment, by: str = "system") -> Shipment:
    """All lines of ``consignment`` as one shipment to pick; the living one when there is one already.

    Event ``ShipmentCreated``.
    """
    known = (
        Shipment.objects.filter(consignment=consignment).exclude(status__in=["cancelled", "returned"]).first()
    )
    if known is not None:
        return known
    pending = consignment.crosses_border
    warehouse = Warehouse.objects.get(code=consignment.warehouse)
    shipment = Shipment.objects.create(
        number=_number(consignment),
        consignment=consignment,
        warehouse=warehouse,
        clearance=Clearance.PENDING if pending else Clearance.NOT_NEEDED,
    )
    ShipmentLine.objects.bulk_create(
        ShipmentLine(shipment=shipment, order_line=line, quantity=line.quantity)
        for line in consignment.lines.all()
    )
    facts = {"number": shipment.number, "warehouse": warehouse.name}
    record_fact(
        order=consignment.order, kind="shipment_created", by=by, facts=facts, for_buyer=False,
        supplier=consignment.supplier, key=f"created:{shipment.number}",
    )  # fmt: skip
    outbox.record(ShipmentCreated(shipment.pk, consignment.order_id))
    return shipment


def _number(consignment: Consignment) -> str:
    """``SH-100001-1``: the order's number and the consignment's position; a further try adds ``-2``."""
    base = f"SH-{consignment.order.number.partition('-')[2]}-{consignment.position}"
    earlier = Shipment.objects.filter(consignment=consignment).count()
    return f"{base}-{earlier + 1}" if earlier else base
