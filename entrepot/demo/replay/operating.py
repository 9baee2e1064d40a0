"""What the people of the warehouse and the customs desk do all day, for the replay's orders."""

from typing import Any

from django.db.models import Exists, OuterRef

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.services.answer_query import answer_query
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER
from entrepot.apps.fulfilment.services.dispatch_shipment import dispatch_shipment
from entrepot.apps.fulfilment.services.hand_over_pick_up import hand_over_pick_up
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec, pack_shipment
from entrepot.apps.fulfilment.services.start_picking import start_picking
from entrepot.apps.lanes.models import Lane
from entrepot.demo.replay.buying import buy_once
from entrepot.demo.replay.flying import fly_once, travelling_together
from entrepot.demo.replay.placing import SOURCE
from entrepot.demo.replay.rounds import BY, each
from entrepot.demo.replay.supplying import supply_once
from entrepot.domain.customs.clearance import CLEARED
from entrepot.domain.tracking.statuses import TrackingStatus

ANSWER = "Decorative household articles for private use; materials as described."


def work_once() -> int:
    """One round: pick and pack, send off what may leave, give it to who collects it, answer customs, do the
    suppliers' work and that of buyers abroad; fly what travels together. Returns how many steps were done."""
    steps = each(_to_pack(), _pick_and_pack) + each(_to_send(), _send) + each(_asked(), _answer)
    steps += each(_to_collect(), _hand_over) + supply_once() + buy_once()
    return steps + fly_once(is_idle=not steps)


def _to_pack() -> Any:
    mine = Shipment.objects.filter(consignment__order__source=SOURCE, consignment__supplier="")
    return mine.filter(status__in=["to_pick", "picking"]).select_related("consignment").order_by("pk")


def _to_send() -> Any:
    unnumbered = Parcel.objects.filter(shipment=OuterRef("pk"), tracking_number="")
    packed = Shipment.objects.filter(consignment__order__source=SOURCE, status="packed")
    packed = packed.exclude(consignment__mode__in=travelling_together())
    return packed.filter(~Exists(unnumbered), clearance__in=CLEARED).order_by("pk")


def _asked() -> Any:
    mine = Declaration.objects.filter(shipment__consignment__order__source=SOURCE, status="query")
    return mine.exclude(query_message="").order_by("pk")


def _to_collect() -> Any:
    mine = Parcel.objects.filter(shipment__consignment__order__source=SOURCE, carrier=COUNTER)
    return mine.filter(tracking_status=TrackingStatus.AVAILABLE_FOR_PICKUP).order_by("pk")


def _pick_and_pack(shipment: Shipment) -> None:
    if shipment.status == "to_pick":
        start_picking(shipment=shipment, by=BY)
    pack_shipment(shipment=shipment, parcels=boxes_for(shipment), by=BY)


def boxes_for(shipment: Shipment) -> list[ParcelSpec]:
    """The goods piece by piece into boxes as heavy as the lane allows, in the order of the lines."""
    limit = Lane.objects.values_list("max_weight_g", flat=True).get(code=shipment.consignment.lane)
    weights, contents = [0], [dict[int, int]()]
    lines = shipment.lines.order_by("order_line__position")
    for line, quantity, grams in lines.values_list("pk", "quantity", "order_line__gross_weight_g"):
        left = quantity
        while left:
            fitting = min(left, max(limit - weights[-1], 0) // grams)
            if fitting == 0 and weights[-1] == 0:
                fitting = 1  # heavier than the lane allows: packing will say so
            if fitting:
                weights[-1] += fitting * grams
                contents[-1][line] = fitting
                left -= fitting
            if left:
                weights.append(0)
                contents.append({})
    return [ParcelSpec(grams, contents=inside) for grams, inside in zip(weights, contents, strict=True)]


def _send(shipment: Shipment) -> None:
    dispatch_shipment(shipment=shipment, by=BY)


def _hand_over(parcel: Parcel) -> None:
    """The buyer shows the code."""
    hand_over_pick_up(code=parcel.tracking_number, by=BY)


def _answer(declaration: Declaration) -> None:
    answer_query(declaration=declaration, answer=ANSWER, by=BY)
