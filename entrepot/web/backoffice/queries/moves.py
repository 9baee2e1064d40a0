"""Whose move it is on each of many orders, in four statements and a few for each shipment in trouble."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.way_ends import state_on_the_way
from entrepot.apps.lanes.queries import is_collected
from entrepot.apps.orders.models import Case, Order
from entrepot.apps.orders.words import move_sentence
from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.domain.customs.clearance import CLEARED
from entrepot.domain.order_progress import UNDELIVERABLE
from entrepot.domain.whose_move import (
    DropshipState,
    Move,
    OpenCase,
    PurchaseState,
    ShipmentState,
    whose_move,
)
from entrepot.web.backoffice.words import ROLE_WORDS


@dataclass(frozen=True, slots=True)
class MoveShown:
    """``who`` must do ``what``, since when; ``is_ours`` when it is the operator."""

    who: str
    what: str
    since: datetime
    is_ours: bool
    role: str
    key: str
    besides: tuple[Move, ...]


def moves_of(orders: Collection[Order]) -> dict[int, MoveShown]:
    """By order id, in the active language."""
    ids = [order.pk for order in orders]
    cases, shipments, dropships = _cases(ids), _shipments(ids), _dropships(ids)
    purchases = _purchases(ids)
    return {
        order.pk: shown(
            whose_move(
                status=order.status,
                since=order.closed_at or order.placed_at,
                cases=cases[order.pk],
                shipments=shipments[order.pk],
                dropships=dropships[order.pk],
                purchases=purchases[order.pk],
            )
        )
        for order in orders
    }


def shown(move: Move) -> MoveShown:
    """``move`` in the operator's words."""
    return MoveShown(
        gettext(ROLE_WORDS[move.role]), move_sentence(move.what_key), move.since, move.role == "operator",
        move.role, move.what_key, move.besides,
    )  # fmt: skip


def _cases(ids: Collection[int]) -> dict[int, list[OpenCase]]:
    found = defaultdict[int, list[OpenCase]](list)
    rows = Case.objects.filter(order_id__in=ids).exclude(status="resolved")
    for order_id, kind, owner, opened_at in rows.values_list("order_id", "kind", "owner", "opened_at"):
        found[order_id].append(OpenCase(kind, owner, opened_at))
    return found


def _shipments(ids: Collection[int]) -> dict[int, list[ShipmentState]]:
    found = defaultdict[int, list[ShipmentState]](list)
    in_trouble = Parcel.objects.filter(shipment=OuterRef("pk"), tracking_status="exception")
    rows = Shipment.objects.filter(consignment__order_id__in=ids).exclude(status="cancelled")
    rows = rows.exclude(consignment__progress=UNDELIVERABLE)
    rows = rows.annotate(is_in_trouble=Exists(in_trouble))
    for row in rows.select_related("consignment").only(
        "status", "clearance", "created_at", "packed_at", "dispatched_at", "delivered_at",
        "consignment__order_id", "consignment__supplier", "consignment__mode",
    ):  # fmt: skip
        if _is_the_suppliers(row):
            continue
        since = row.delivered_at or row.dispatched_at or row.packed_at or row.created_at
        status = state_on_the_way(row) if row.is_in_trouble else row.status
        state = ShipmentState(status, row.clearance, since, is_collected(row.consignment.mode))
        found[row.consignment.order_id].append(state)
    return found


def _is_the_suppliers(row: Shipment) -> bool:
    """A supplier picks, packs and hands over by itself: its dropship order says whose move it is."""
    at_work = row.status in ("to_pick", "picking") or (row.status == "packed" and row.clearance in CLEARED)
    return bool(row.consignment.supplier) and at_work


def _dropships(ids: Collection[int]) -> dict[int, list[DropshipState]]:
    found = defaultdict[int, list[DropshipState]](list)
    rows = DropshipOrder.objects.filter(consignment__order_id__in=ids, status__in=["sent", "accepted"])
    for order_id, status, sent_at, accepted_at in rows.values_list(
        "consignment__order_id", "status", "sent_at", "accepted_at"
    ):
        found[order_id].append(DropshipState(status, accepted_at or sent_at))
    return found


def _purchases(ids: Collection[int]) -> dict[int, list[PurchaseState]]:
    found = defaultdict[int, list[PurchaseState]](list)
    rows = PurchaseTask.objects.filter(consignment__order_id__in=ids, consignment__dropship_orders=None)
    for order_id, status, sent_at, bought_at in rows.values_list(
        "consignment__order_id", "status", "sent_at", "bought_at"
    ):
        found[order_id].append(PurchaseState(status, bought_at or sent_at))
    return found
