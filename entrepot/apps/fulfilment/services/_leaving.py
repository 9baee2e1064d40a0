"""The leaving itself, for a locked shipment whose obstacles the caller has looked at."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.events import ShipmentDispatched
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.agreed_freight import agreed_freights
from entrepot.apps.fulfilment.queries.leg_history import leg_history
from entrepot.apps.fulfilment.queries.pick_ups import shown_number
from entrepot.apps.fulfilment.services._delivery import settle_delivery
from entrepot.apps.inventory.services.ship_reserved import ship_reserved
from entrepot.apps.lanes.queries import is_collected
from entrepot.apps.orders.models import Consignment
from entrepot.apps.orders.services.advance_order import advance_order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.queries import unsettled_plan
from entrepot.apps.payments.services.accrue_freight import accrue_freight
from entrepot.domain.lifecycles import SHIPMENT
from entrepot.kit import outbox
from entrepot.kit.errors import Refused
from entrepot.kit.transitions import transition


def leave(row: Shipment, *, by: str) -> Shipment:
    """Dispatched: reserved stock becomes a movement, the order advances. Event ``ShipmentDispatched``.

    Raises ``Refused``: ``balance_unpaid`` for goods of which only the deposit has been paid,
    ``too_little_life`` for goods that would be too old when they arrive.
    """
    now = timezone.now()
    if unsettled_plan(row.consignment) is not None:
        raise Refused(_("The balance for these goods has not been paid yet."), code="balance_unpaid")
    left = transition(row, SHIPMENT, to="dispatched", by=by, at=now, dispatched_at=now)
    consignment = left.consignment
    order = consignment.order
    ship_reserved(
        reference=order.stock_reference, warehouse_code=left.warehouse.code, by=by,
        items=list(left.lines.values_list("order_line__variant_id", "quantity")),
        arrives_on=_arrives_on(consignment, now.date()),
    )  # fmt: skip
    numbers = [
        shown_number(parcel.carrier, parcel.tracking_number) for parcel in left.parcels.order_by("position")
    ]
    kind = "shipment_at_counter" if is_collected(consignment.mode) else "shipment_dispatched"
    record_fact(
        order=order, kind=kind, by=by, at=now, supplier=consignment.supplier,
        facts={"number": left.number, "tracking_numbers": numbers}, key=f"dispatched:{left.number}",
    )  # fmt: skip
    advance_order(order=order, by=by, progress={consignment.pk: "shipped"})
    _owe_freight(left)
    outbox.record(ShipmentDispatched(left.pk, order.pk))
    settle_delivery(left)
    return left


def _owe_freight(shipment: Shipment) -> None:
    """Its carrier will bill it: the books know at once, where a price was agreed on."""
    agreed = agreed_freights([shipment.consignment_id]).get(shipment.consignment_id)
    if agreed is not None and shipment.dispatched_at is not None:
        accrue_freight(
            shipment=shipment.number, order=shipment.consignment.order, freight=agreed.price,
            at=shipment.dispatched_at,
        )  # fmt: skip


def _arrives_on(consignment: Consignment, today: date) -> date:
    """The last day of the lane's transit; of a lane that is no more, the last day promised."""
    days = leg_history(consignment.mode).lane_days.get(consignment.lane)
    return max(today, consignment.promised_to) if days is None else today + timedelta(days=days[1])
