"""An order as a chart of steps: who takes part in what order, what is done, and whose move it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from entrepot.domain.whose_move import Move


class StepState(StrEnum):
    """How far a step is; ``problem`` is the step in which an open case stopped the order."""

    DONE = "done"
    NOW = "now"
    TODO = "todo"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class FlowStep:
    """``role`` does ``key``. ``mover`` is set on the current step alone: the role whose move it is."""

    role: str
    key: str
    state: StepState
    mover: str = ""


PLACE, PAY, PREPARE, SUPPLY, CLEAR, DELIVER, COLLECT, RECEIVE = (
    "place", "pay", "prepare", "supply", "clear", "deliver", "collect", "receive",
)  # fmt: skip
_ROLE_OF: Final = {
    PLACE: "buyer", PAY: "buyer", PREPARE: "operator", SUPPLY: "supplier", CLEAR: "customs",
    DELIVER: "carrier", COLLECT: "buyer", RECEIVE: "buyer",
}  # fmt: skip
_STAGE: Final = {PLACE: 0, PAY: 1, PREPARE: 2, SUPPLY: 2, CLEAR: 3, DELIVER: 4, COLLECT: 4, RECEIVE: 5}
_REACHED: Final = {
    "awaiting_payment": 1, "confirmed": 2, "in_fulfilment": 2, "shipped": 4, "delivered": 5, "completed": 6,
}  # fmt: skip
_AT_CUSTOMS: Final = ("clear", "mend_declaration")


def order_flow(
    *,
    status: str,
    move: Move,
    crosses_border: bool,
    by_shop: bool,
    by_supplier: bool,
    is_collected: bool = False,
) -> list[FlowStep]:
    """The steps of an order in ``status`` in their order; those of parties that have no part in it are left
    out, and what ``is_collected`` in a shop no carrier brings. A cancelled
    order keeps what had been done and goes no further."""
    keys = [PLACE, PAY]
    keys += [PREPARE] if by_shop else []
    keys += [SUPPLY] if by_supplier else []
    keys += [CLEAR] if crosses_border else []
    keys += [COLLECT if is_collected else DELIVER, RECEIVE]
    if status == "cancelled":
        return [FlowStep("buyer", PLACE, StepState.DONE)]
    reached = _REACHED[status]
    if status == "in_fulfilment" and crosses_border and move.what_key in _AT_CUSTOMS:
        reached = _STAGE[CLEAR]
    return list(_steps(keys, reached, move))


def _steps(keys: Iterable[str], reached: int, move: Move) -> Iterable[FlowStep]:
    is_stopped = move.what_key.startswith("case.")
    for key in keys:
        stage = _STAGE[key]
        if stage == reached:
            state = StepState.PROBLEM if is_stopped else StepState.NOW
            yield FlowStep(_ROLE_OF[key], key, state, move.role)
        else:
            yield FlowStep(_ROLE_OF[key], key, StepState.DONE if stage < reached else StepState.TODO)
