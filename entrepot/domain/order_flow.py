"""An order as a chart of steps: who takes part in what order, what is done, and whose move it is."""

from collections.abc import Collection, Mapping
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
    """``role`` does ``key``. ``mover`` is set on a current step alone: the role whose move it is there."""

    role: str
    key: str
    state: StepState
    mover: str = ""


@dataclass(frozen=True, slots=True)
class FlowPart:
    """A consignment as the chart knows it; ``progress`` is one of ``order_progress.STAGES``."""

    progress: str
    crosses_border: bool = False
    by_supplier: bool = False
    is_collected: bool = False


PLACE, PAY, PREPARE, SUPPLY, CLEAR, DELIVER, COLLECT, RECEIVE = (
    "place", "pay", "prepare", "supply", "clear", "deliver", "collect", "receive",
)  # fmt: skip
_ROLE_OF: Final = {
    PLACE: "buyer", PAY: "buyer", PREPARE: "operator", SUPPLY: "supplier", CLEAR: "customs",
    DELIVER: "carrier", COLLECT: "buyer", RECEIVE: "buyer",
}  # fmt: skip
_STAGE: Final = {PLACE: 0, PAY: 1, PREPARE: 2, SUPPLY: 2, CLEAR: 3, DELIVER: 4, COLLECT: 4, RECEIVE: 5}
_OF_STATUS: Final = {"awaiting_payment": 1, "delivered": 5, "completed": 6}
_OF_PROGRESS: Final = {"waiting": 2, "in_fulfilment": 2, "shipped": 4, "delivered": 5}
_STEP_OF_MOVE: Final = {
    "pay": PAY, "prepare": PREPARE, "pick": PREPARE, "pack": PREPARE, "dispatch": PREPARE,
    "accept_order": SUPPLY, "ship_order": SUPPLY, "accept_purchase": SUPPLY, "buy": SUPPLY,
    "agree_to_price": SUPPLY, "pay_balance": SUPPLY, "clear": CLEAR, "mend_declaration": CLEAR,
    "deliver": DELIVER, "receive_return": DELIVER, "collect": COLLECT, "confirm_receipt": RECEIVE,
}  # fmt: skip


def order_flow(*, status: str, move: Move, parts: Collection[FlowPart]) -> list[FlowStep]:
    """The steps of an order in ``status`` in their order; those that none of its living ``parts`` takes are
    left out. Parts may be at different steps: each is then a current one and names who moves it. A cancelled
    order keeps what had been done and goes no further."""
    if status == "cancelled" or not parts:
        return [FlowStep("buyer", PLACE, StepState.DONE)]
    moves = {_STEP_OF_MOVE.get(one.what_key, ""): one.role for one in reversed((move, *move.besides))}
    reached = [(part, _OF_STATUS.get(status) or _stage_of(part, moves)) for part in parts]
    stages = {key: [at for part, at in reached if _takes(part, key)] for key in _STAGE}
    states = {key: _state(key, at) for key, at in stages.items() if at}
    current = [key for key, state in states.items() if state == StepState.NOW]
    movers = {key: moves.get(key, _ROLE_OF[key]) for key in current}
    if current and _STEP_OF_MOVE.get(move.what_key) not in current:
        stopped = next((key for key in current if _ROLE_OF[key] == move.role), current[0])
        movers[stopped] = move.role
        if move.what_key.startswith("case."):
            states[stopped] = StepState.PROBLEM
    return [FlowStep(_ROLE_OF[key], key, state, movers.get(key, "")) for key, state in states.items()]


def _state(key: str, at: Collection[int]) -> StepState:
    """Of a step whose parts are ``at`` these stages. Receipt waits for the last of them."""
    stage = _STAGE[key]
    if stage in at and (key != RECEIVE or min(at) == stage):
        return StepState.NOW
    return StepState.DONE if min(at) > stage else StepState.TODO


def _own_step(part: FlowPart) -> str:
    return SUPPLY if part.by_supplier else PREPARE


def _takes(part: FlowPart, key: str) -> bool:
    if key == CLEAR:
        return part.crosses_border
    own = (_own_step(part), COLLECT if part.is_collected else DELIVER)
    return key in (PLACE, PAY, RECEIVE, *own)


def _stage_of(part: FlowPart, moves: Mapping[str, str]) -> int:
    """What is with customs has left the hands of whoever packed it."""
    stage = _OF_PROGRESS[part.progress]
    is_cleared_now = part.crosses_border and CLEAR in moves and _own_step(part) not in moves
    return _STAGE[CLEAR] if stage == _STAGE[PREPARE] and is_cleared_now else stage
