"""An operator sends a consignment another way than was planned, before anybody has picked it."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.checkout.queries.rerouting import Rerouting, reroutings
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.rerouting import is_refused, may_reroute
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.fulfilment.services.create_shipment import create_shipment
from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.release_reservations import release_reservations
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.orders.models import Consignment, Order, OrderLine
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.release_consignment_stock import release_consignment_stock
from entrepot.apps.purchasing.services.send_dropship_order import send_dropship_order
from entrepot.apps.taxation.queries import TaxPosition
from entrepot.apps.taxation.services.store_quotes import store_quotes
from entrepot.domain.duties import cost_to_document
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def reroute_consignment(
    *, consignment: Consignment, warehouse: str, lane: str, reason: str, by: str
) -> Consignment:
    """Send it from ``warehouse`` by ``lane``; stock moves with it and its landed cost is worked out anew.

    Refused by its supplier, it may come from us or from another supplier, who is asked at once; the case of
    the refusal is settled.

    What the buyer paid stays as it is: what the other way costs more or less is ours. He is told when the
    goods come from another country or sender. Raises ``Refused``: 422 without a reason or for a way that
    could not carry it, ``already_picked``, ``sent_by_supplier``, ``not_offered`` by the supplier who should
    send it, and ``breaks_our_word`` where the buyer would wait longer than was promised or pay more at the
    door.
    """
    reason = reason.strip()
    if not reason:
        raise invalid("reason", _("Say why it goes another way; it stays on the order's timeline."))
    order = Order.objects.select_for_update().get(pk=consignment.order_id)
    row = Consignment.objects.select_for_update().get(pk=consignment.pk)
    row.order = order
    shipment = _check(row)
    way, position = _way(row, warehouse, lane)
    before = row.warehouse, row.lane
    refusals = list(
        DropshipOrder.objects.filter(consignment=row, status="refused").values_list("number", flat=True)
    )
    _move(row, way, position)
    if shipment is not None:
        cancel_shipment(shipment=shipment, why=reason, by=by)
    if row.supplier and send_dropship_order(consignment=row, by=by) is None:
        raise Refused(_("The supplier has no offer for all of these goods."), code="not_offered")
    if not row.supplier and (shipment is not None or refusals):
        create_shipment(consignment=row, by=by)
    settle_cases(order=order, kinds=["supplier_refused"], references=refusals, by=by, resolution="rerouted")
    record_fact(
        order=order, kind="consignment_rerouted", by=by, for_buyer=way.is_material,
        facts={"position": row.position, "from": " · ".join(before), "to": f"{warehouse} · {lane}",
               "reason": reason, "amount": str(way.dearer.amount), "currency": order.currency,
               "ships_from": row.ships_from, "promised_on": row.promised_to.isoformat()},
    )  # fmt: skip
    return row


def _check(row: Consignment) -> Shipment | None:
    """The shipment that waits to be picked, if there is one."""
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


def _way(row: Consignment, warehouse: str, lane: str) -> tuple[Rerouting, TaxPosition]:
    ways, position = reroutings(row)
    found = next((way for way in ways if way.route.code == (warehouse, lane)), None)
    if found is None:
        raise invalid("way", _("This way cannot carry the consignment. Choose one of those offered."))
    if not found.keeps_our_word:
        raise Refused(
            _("The buyer would wait longer than promised or pay more at the door. Ask for a new order."),
            code="breaks_our_word",
        )
    return found, position


def _move(row: Consignment, way: Rerouting, position: TaxPosition) -> None:
    """Stock first: without enough of it nothing has changed."""
    moves = row.warehouse != way.route.source.warehouse
    if moves:
        release_consignment_stock(consignment=row)
    (stored,) = store_quotes(answers=[(way.asked, way.landed)], position=position)
    lane = way.route.lane
    row.warehouse, row.lane, row.mode = way.route.source.warehouse, lane.code, way.mode
    row.supplier = way.route.source.supplier
    row.ships_from, row.incoterm = way.route.source.country, lane.incoterm
    row.crosses_border = lane.crosses_border_to(way.landed.destination)
    row.quote_id, row.landed_cost = stored.id, cost_to_document(way.landed)
    row.save()
    if moves:
        _hold(row)


def _hold(row: Consignment) -> None:
    """Reserve what all consignments in the new warehouse need together: an order holds a level once."""
    order = row.order
    waiting = OrderLine.objects.filter(
        consignment__order=order, consignment__warehouse=row.warehouse,
        consignment__progress__in=["waiting", "in_fulfilment"],
    )  # fmt: skip
    needed = Counter[int]()
    for variant_id, quantity in waiting.values_list("variant_id", "quantity"):
        needed[variant_id] += quantity
    release_reservations(reference=order.stock_reference, warehouse_code=row.warehouse)
    wants = [Want(row.warehouse, variant_id, quantity) for variant_id, quantity in needed.items()]
    reserve(reference=order.stock_reference, wants=wants, expires_at=timezone.now())
    commit_reservations(reference=order.stock_reference)
