"""Whose move is it: who must act next on an order, what they must do, and since when.

An open case comes before everything. Then, of all that its consignments wait for, what we ourselves can do
comes first, then what suppliers, customs and carriers do; of equals, what has waited longest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class OpenCase:
    kind: str
    owner: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class ShipmentState:
    """``status`` (that of the shipment, or ``lost``: nothing of it will arrive) and ``clearance`` of a
    shipment, unchanged ``since``; ``is_collected``: its buyer fetches it from a shop's counter."""

    status: str
    clearance: str
    since: datetime
    is_collected: bool = False


@dataclass(frozen=True, slots=True)
class DropshipState:
    status: str
    since: datetime


@dataclass(frozen=True, slots=True)
class PurchaseState:
    """``status`` of a purchase task whose goods are not being sent yet, unchanged ``since``; one that was
    bought waits for the balance."""

    status: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Move:
    """``role`` is buyer, operator, supplier, customs, carrier or nobody; ``what_key`` names the act (it has
    its words in ``orders.words``; ``case.<kind>`` for a case). ``besides`` are the moves that the order waits
    for at the same time."""

    role: str
    what_key: str
    since: datetime
    besides: "tuple[Move, ...]" = ()


# Kinds of cases that go on beside their order and stop nothing of it.
STOPS_NOTHING: Final = ("claim_due",)
ROLES: Final = ("operator", "buyer", "supplier", "customs", "carrier", "nobody")

_OF_SHIPMENT: Final = {
    "to_pick": ("operator", "pick"),
    "picking": ("operator", "pack"),
    "dispatched": ("carrier", "deliver"),
    "returned": ("operator", "receive_return"),
    "lost": ("operator", "refund_lost"),
}
_OF_PACKED: Final = {
    "pending": ("customs", "clear"),
    "held": ("customs", "clear"),
    "rejected": ("operator", "mend_declaration"),
    "released": ("operator", "dispatch"),
    "not_needed": ("operator", "dispatch"),
}
_AT_THE_COUNTER: Final = ("buyer", "collect")
_OF_DROPSHIP: Final = {"sent": ("supplier", "accept_order"), "accepted": ("supplier", "ship_order")}
_OF_PURCHASE: Final = {
    "sent": ("supplier", "accept_purchase"),
    "accepted": ("supplier", "buy"),
    "price_raised": ("buyer", "agree_to_price"),
    "bought": ("buyer", "pay_balance"),
}
_OF_ORDER: Final = {
    "awaiting_payment": ("buyer", "pay"),
    "delivered": ("buyer", "confirm_receipt"),
    "completed": ("nobody", "closed"),
    "cancelled": ("nobody", "closed"),
}


def whose_move(
    *,
    status: str,
    since: datetime,
    cases: Iterable[OpenCase] = (),
    shipments: Iterable[ShipmentState] = (),
    dropships: Iterable[DropshipState] = (),
    purchases: Iterable[PurchaseState] = (),
) -> Move:
    """The next move of an order in ``status`` (unchanged ``since``), from its unresolved cases and the states
    of its living shipments, dropship orders and purchases. Delivered and cancelled ones may be passed; they
    wait for nobody."""
    sent = list(shipments)
    moves = sorted(
        [*_moves_of_shipments(sent), *_moves_of_dropships(dropships), *_moves_of_purchases(purchases)],
        key=lambda move: (ROLES.index(move.role), move.since),
    )
    open_cases = sorted(
        (case for case in cases if case.kind not in STOPS_NOTHING), key=lambda case: case.opened_at
    )
    if open_cases:
        first = open_cases[0]
        return Move(first.owner, f"case.{first.kind}", first.opened_at, tuple(moves))
    if status in _OF_ORDER:
        return Move(*_OF_ORDER[status], _delivered_at(sent) or since if status == "delivered" else since)
    if moves:
        return replace(moves[0], besides=tuple(moves[1:]))
    return Move("operator", "prepare", since)


def _delivered_at(shipments: Iterable[ShipmentState]) -> datetime | None:
    """When the last of what arrived did: from then on its buyer can confirm it."""
    return max((one.since for one in shipments if one.status == "delivered"), default=None)


def _moves_of_shipments(shipments: Iterable[ShipmentState]) -> list[Move]:
    moves = []
    for shipment in shipments:
        table, key = (_OF_PACKED, shipment.clearance) if shipment.status == "packed" else (
            _OF_SHIPMENT, shipment.status,
        )  # fmt: skip
        if shipment.is_collected and shipment.status == "dispatched":
            moves.append(Move(*_AT_THE_COUNTER, shipment.since))
        elif key in table:
            moves.append(Move(*table[key], shipment.since))
    return moves


def _moves_of_dropships(dropships: Iterable[DropshipState]) -> list[Move]:
    return [Move(*_OF_DROPSHIP[one.status], one.since) for one in dropships if one.status in _OF_DROPSHIP]


def _moves_of_purchases(purchases: Iterable[PurchaseState]) -> list[Move]:
    return [Move(*_OF_PURCHASE[one.status], one.since) for one in purchases if one.status in _OF_PURCHASE]
