"""Everything about one order: its consignments with their shipments, its money, its story."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language, gettext

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.eta import Arrival, arrival_of
from entrepot.apps.fulfilment.queries.rerouting import may_reroute
from entrepot.apps.orders.models import Case, Consignment, Order
from entrepot.apps.orders.queries import timeline
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.domain.whose_move import Move
from entrepot.kit.errors import Refused, not_found
from entrepot.web.backoffice.queries.carrier_invoices import LineShown, bills_of
from entrepot.web.backoffice.queries.cases import CaseShown, case_shown
from entrepot.web.backoffice.queries.money import OrderMoney, money_of
from entrepot.web.backoffice.queries.moves import MoveShown, moves_of
from entrepot.web.backoffice.queries.profit import ProfitShown, profit_shown
from entrepot.web.backoffice.queries.shipments import ShipmentShown, full_shipments, shipment_shown
from entrepot.web.backoffice.queries.sourcing import SourcingShown, sourcing_of
from entrepot.web.backoffice.queries.workings import Working, told_notices, working_of
from entrepot.web.flow import StepShown, flow_shown
from entrepot.web.landed_words import limit_texts


@dataclass(frozen=True, slots=True)
class ConsignmentShown:
    consignment: Consignment
    workings: list[Working]
    warnings: list[str]
    limits: list[str]
    shipments: list[ShipmentShown]
    dropship_orders: list[DropshipOrder]
    arrival: Arrival | None
    may_cancel: bool
    may_reroute: bool


@dataclass(frozen=True, slots=True)
class OrderShown:
    order: Order
    move: MoveShown
    flow: list[StepShown]
    cases: list[CaseShown]
    consignments: list[ConsignmentShown]
    sourcing: SourcingShown | None
    money: OrderMoney
    profit: ProfitShown | None
    bills: list[LineShown]
    story: list[dict[str, Any]]
    may_cancel: bool


def order_shown(number: str) -> OrderShown:
    """The order of this number. Raises ``Refused`` 404."""
    order = find_order(number)
    dropships = DropshipOrder.objects.select_related("supplier").order_by("-sent_at")
    shipments = full_shipments().prefetch_related("parcels__events", "parcels__numbers").order_by("-pk")
    consignments = order.consignments.prefetch_related(
        "lines", "charges", "purchase_tasks__supplier",
        Prefetch("shipments", shipments),
        Prefetch("dropship_orders", dropships),
    )  # fmt: skip
    cases = Case.objects.filter(order=order).exclude(status="resolved").order_by("due_at")
    shown = [_consignment(order, one) for one in consignments]
    move = moves_of([order])[order.pk]
    return OrderShown(
        order=order,
        move=move,
        flow=flow_shown(
            order, [one.consignment for one in shown], Move(move.role, move.key, move.since, move.besides)
        ),
        cases=[case_shown(case) for case in cases],
        consignments=shown,
        sourcing=sourcing_of(order),
        money=money_of(order),
        profit=profit_shown(order),
        bills=bills_of(order),
        story=_story(order, move),
        may_cancel=order.status in ("awaiting_payment", "confirmed", "in_fulfilment")
        and not any(_has_left(one) for one in shown),
    )


def find_order(number: str) -> Order:
    """Raises ``Refused`` 404 for an unknown number."""
    order = Order.objects.select_related("user").filter(number=number).first()
    if order is None:
        raise _no_order(number)
    return order


def _no_order(number: str) -> Refused:
    return not_found(gettext("There is no order “%(number)s”.") % {"number": number})


def _consignment(order: Order, consignment: Consignment) -> ConsignmentShown:
    shipments = [shipment_shown(shipment) for shipment in consignment.shipments.all()]
    landed = consignment.landed_cost
    return ConsignmentShown(
        consignment=consignment,
        workings=[working_of(charge) for charge in consignment.charges.all()],
        warnings=told_notices(landed, "warnings") + told_notices(landed, "gaps"),
        limits=limit_texts(landed),
        shipments=shipments,
        dropship_orders=list(consignment.dropship_orders.all()),
        arrival=arrival_of(consignment, timezone.now()),
        may_cancel=order.status in ("confirmed", "in_fulfilment", "shipped")
        and consignment.progress in ("waiting", "in_fulfilment")
        and not any(_left(one.shipment) for one in shipments)
        and not any(one.status == "shipped" for one in consignment.dropship_orders.all()),
        may_reroute=may_reroute(consignment),
    )


def _has_left(shown: ConsignmentShown) -> bool:
    return any(_left(one.shipment) for one in shown.shipments)


def _left(shipment: Shipment) -> bool:
    return shipment.status in ("dispatched", "delivered", "returned")


def _story(order: Order, move: MoveShown) -> list[dict[str, Any]]:
    """For the timeline: what happened, then whose move it is now."""
    entries: list[dict[str, Any]] = [
        {
            "title": fact.sentence, "at": fact.at, "actor": fact.by,
            "state": "problem" if fact.problem else "done",
        }
        for fact in timeline(order, "operator", get_language() or "en")
    ]  # fmt: skip
    if move.role != "nobody":
        entries.append({"title": move.what, "state": "now", "move": move.who, "move_is_yours": move.is_ours})
    return entries
