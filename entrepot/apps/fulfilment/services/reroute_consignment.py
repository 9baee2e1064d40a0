"""An operator sends a consignment another way than was planned, before anybody has picked it."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.checkout.queries.document import charge_document
from entrepot.apps.checkout.queries.rerouting import Rerouting
from entrepot.apps.checkout.queries.still_paid import refund_reference
from entrepot.apps.checkout.services.order_draft import charge_draft
from entrepot.apps.fulfilment.queries.promises import reference_of
from entrepot.apps.fulfilment.queries.proposals import PROPOSED, ProposedWay
from entrepot.apps.fulfilment.services._rerouting import find_way, locked_consignment, waiting_shipment
from entrepot.apps.fulfilment.services.cancel_shipment import cancel_shipment
from entrepot.apps.fulfilment.services.create_shipment import create_shipment
from entrepot.apps.inventory.services.commit_reservations import commit_reservations
from entrepot.apps.inventory.services.release_reservations import release_reservations
from entrepot.apps.inventory.services.reserve import Want, reserve
from entrepot.apps.orders.models import Consignment, OrderLine
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.replace_delivery_charges import replace_delivery_charges
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services.release_consignment_stock import release_consignment_stock
from entrepot.apps.purchasing.services.send_dropship_order import send_dropship_order
from entrepot.apps.taxation.queries import TaxPosition
from entrepot.apps.taxation.services.store_quotes import store_quotes
from entrepot.domain.duties import cost_to_document
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def reroute_consignment(
    *,
    consignment: Consignment,
    warehouse: str,
    lane: str,
    reason: str,
    by: str,
    agreed: ProposedWay | None = None,
) -> Consignment:
    """Send it from ``warehouse`` by ``lane``; stock moves with it and its landed cost is worked out anew.

    Refused by its supplier, it may come from us or from another supplier, who is asked at once; the case of
    the refusal is settled.

    What the buyer paid at checkout beyond what this way asks there goes back; what it costs more is ours.
    They are told when the goods come from another country or sender. To wait longer than was promised, or pay
    more at the door, they must have ``agreed``: the window and what is due on delivery are then these.
    Raises ``Refused``: 422 without a reason or for a way that could not carry it, ``already_picked``,
    ``sent_by_supplier``, ``not_offered`` by the supplier who should send it, and ``breaks_our_word`` for what
    was neither promised nor agreed.
    """
    reason = reason.strip()
    if not reason:
        raise invalid("reason", _("Say why it goes another way; it stays on the order's timeline."))
    row = locked_consignment(consignment)
    order = row.order
    shipment = waiting_shipment(row)
    way, position = find_way(row, warehouse, lane)
    _check_terms(way, agreed)
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
    _change_terms(row, way, agreed, by)
    settle_cases(order=order, kinds=["supplier_refused", PROPOSED], references=[*refusals, reference_of(row)],
                 by=by, resolution="rerouted")  # fmt: skip
    record_fact(
        order=order, kind="consignment_rerouted", by=by, for_buyer=way.is_material and agreed is None,
        facts={"position": row.position, "from": " · ".join(before), "to": f"{warehouse} · {lane}",
               "reason": reason, "amount": str(way.dearer.amount), "currency": order.currency,
               "ships_from": row.ships_from, "promised_on": row.promised_to.isoformat()},
    )  # fmt: skip
    return row


def _check_terms(way: Rerouting, agreed: ProposedWay | None) -> None:
    if way.keeps_our_word:
        return
    if agreed is None:
        raise Refused(
            _("The buyer would wait longer than promised or pay more at the door. Ask the buyer first."),
            code="breaks_our_word",
        )
    due = way.landed.totals.due_on_delivery.amount
    if way.arrives[1] > agreed.last_on or due > agreed.on_delivery.amount or way.money_back < agreed.back:
        raise Refused(
            _("This way is not what it was when it was proposed. Propose it anew."), code="breaks_our_word"
        )


def _change_terms(row: Consignment, way: Rerouting, agreed: ProposedWay | None, by: str) -> None:
    """What was agreed takes the place of what was promised, and what was paid too much goes back."""
    if way.back:
        before = row.order.timeline.filter(kind="consignment_rerouted").count()
        request_refund(
            order=row.order, parts=way.back, reason="cheaper_way",
            reference=refund_reference(row, f"way:{before + 1}"), by=by,
        )  # fmt: skip
    if agreed is not None:
        row.promised_from, row.promised_to = agreed.first_on, agreed.last_on
        row.save(update_fields=["promised_from", "promised_to"])
        documents = (charge_document(charge) for charge in row.landed_cost["charges"])
        drafts = (charge_draft(each, row.order.currency) for each in documents)
        replace_delivery_charges(consignment=row, charges=[one for one in drafts if one.due == "delivery"])


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
    row.landed_cost["freight"] = str(way.freight.amount)
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
