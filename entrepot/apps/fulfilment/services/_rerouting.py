"""What re-routing and proposing it look at first."""

from datetime import date

from django.utils.translation import gettext as _

from entrepot.apps.checkout.queries.rerouting import Rerouting, reroutings
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.rerouting import is_refused, may_reroute
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.taxation.queries import TaxPosition
from entrepot.kit.errors import Refused, invalid


def locked_consignment(consignment: Consignment) -> Consignment:
    """The row as it is now, locked with its order until the transaction ends."""
    order = Order.objects.select_for_update().get(pk=consignment.order_id)
    row = Consignment.objects.select_for_update().get(pk=consignment.pk)
    row.order = order
    return row


def waiting_shipment(row: Consignment) -> Shipment | None:
    """The shipment of ``row`` that waits to be picked, if there is one. Raises ``Refused`` when it is too
    late for another way: ``sent_by_supplier`` or ``already_picked``."""
    if row.supplier and not is_refused(row):
        raise Refused(
            _("The supplier sends this. Cancel it there first, or let the supplier send it."),
            code="sent_by_supplier",
        )
    living = Shipment.objects.filter(consignment=row).exclude(status="cancelled").first()
    if not may_reroute(row) or (living is not None and living.status != "to_pick"):
        raise Refused(
            _("It is being picked already, so it goes the way it was planned."), code="already_picked"
        )
    return living


def find_way(
    row: Consignment, warehouse: str, lane: str, on: date | None = None
) -> tuple[Rerouting, TaxPosition]:
    """What it means to send all of ``row`` that way ``on`` a day (today). Raises ``Refused`` 422."""
    ways, position = reroutings(row, on)
    found = next((way for way in ways if way.route.code == (warehouse, lane)), None)
    if found is None:
        raise invalid("way", _("This way cannot carry the consignment. Choose one of those offered."))
    return found, position
