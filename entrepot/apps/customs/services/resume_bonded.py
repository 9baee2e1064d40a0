"""The book has more than before: parcels that waited for it go on."""

from entrepot.apps.customs.models import BondedBook, Declaration
from entrepot.apps.customs.services._bonded import release_from_bond
from entrepot.apps.customs.services._clearing import locked, pass_on_clearance
from entrepot.apps.customs.services.declare_shipment import declare_shipment
from entrepot.apps.fulfilment.models import Shipment
from entrepot.domain.customs.clearance import Clearance


def resume_bonded(*, book: BondedBook, by: str) -> None:
    """Release what customs has released, and declare what could not be declared, oldest first."""
    waiting = Shipment.objects.filter(
        warehouse=book.warehouse_id, status="packed", clearance__in=["held", "pending"]
    ).order_by("packed_at")
    for shipment in waiting.select_related("consignment__order", "warehouse"):
        released = Declaration.objects.filter(
            shipment=shipment, direction="import", status="released"
        ).first()
        if released is not None:
            row = locked(released)
            release_from_bond(row, by=by)
            pass_on_clearance(row, by=by)
        elif shipment.clearance == Clearance.PENDING:
            declare_shipment(shipment=shipment, by=by)
