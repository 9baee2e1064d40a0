"""The chart of an order's steps: who does what, how far it is, and whose move it is."""

from datetime import UTC, datetime

import pytest

from entrepot.domain.order_flow import FlowPart, order_flow
from entrepot.domain.whose_move import Move

NOW = datetime(2026, 5, 4, tzinfo=UTC)


PROGRESS = {"in_fulfilment": "in_fulfilment", "shipped": "shipped", "delivered": "delivered"}


def chart(status: str, role: str, key: str, *parts: FlowPart, besides: tuple[Move, ...] = ()) -> str:
    """Such as ``place+ pay> prepare- deliver- receive-``: done, now, to do, ``!`` for a problem. Without
    ``parts`` of a single one that crosses a border."""
    signs = {"done": "+", "now": ">", "todo": "-", "problem": "!"}
    whole = (FlowPart(PROGRESS.get(status, "waiting"), crosses_border=True),)
    steps = order_flow(status=status, move=Move(role, key, NOW, besides), parts=parts or whole)
    return " ".join(f"{step.key}{signs[step.state]}{step.mover and f'({step.mover})'}" for step in steps)


@pytest.mark.parametrize(
    ("status", "role", "key", "expected"),
    [
        ("awaiting_payment", "buyer", "pay", "place+ pay>(buyer) prepare- clear- deliver- receive-"),
        ("confirmed", "operator", "pick", "place+ pay+ prepare>(operator) clear- deliver- receive-"),
        ("in_fulfilment", "customs", "clear", "place+ pay+ prepare+ clear>(customs) deliver- receive-"),
        ("in_fulfilment", "operator", "dispatch", "place+ pay+ prepare>(operator) clear- deliver- receive-"),
        ("shipped", "carrier", "deliver", "place+ pay+ prepare+ clear+ deliver>(carrier) receive-"),
        ("shipped", "buyer", "case.x", "place+ pay+ prepare+ clear+ deliver!(buyer) receive-"),
        ("delivered", "buyer", "confirm_receipt", "place+ pay+ prepare+ clear+ deliver+ receive>(buyer)"),
        ("completed", "nobody", "closed", "place+ pay+ prepare+ clear+ deliver+ receive+"),
        ("cancelled", "nobody", "closed", "place+"),
    ],
)
def test_the_chart_follows_the_order(status: str, role: str, key: str, expected: str) -> None:
    assert chart(status, role, key) == expected


def test_what_is_collected_no_carrier_brings() -> None:
    shown = chart("shipped", "buyer", "collect", FlowPart("shipped", is_collected=True))
    assert shown == "place+ pay+ prepare+ collect>(buyer) receive-"


def test_who_has_no_part_in_an_order_is_left_out() -> None:
    shown = chart("confirmed", "supplier", "accept_order", FlowPart("waiting", by_supplier=True))
    assert shown == "place+ pay+ supply>(supplier) deliver- receive-"


def test_each_current_step_names_who_moves_it() -> None:
    parts = FlowPart("waiting"), FlowPart("waiting", by_supplier=True)
    shown = chart("confirmed", "operator", "pick", *parts)
    assert shown == "place+ pay+ prepare>(operator) supply>(supplier) deliver- receive-"
    asked = Move("buyer", "pay_balance", NOW)
    shown = chart("confirmed", "operator", "pick", *parts, besides=(asked,))
    assert shown == "place+ pay+ prepare>(operator) supply>(buyer) deliver- receive-"


def test_parts_at_different_stages_are_each_at_their_own_step() -> None:
    parts = FlowPart("shipped", crosses_border=True), FlowPart("in_fulfilment", by_supplier=True)
    moves = (Move("carrier", "deliver", NOW),)
    shown = chart("in_fulfilment", "supplier", "ship_order", *parts, besides=moves)
    assert shown == "place+ pay+ prepare+ supply>(supplier) clear+ deliver>(carrier) receive-"
    parts = FlowPart("delivered"), FlowPart("waiting")
    shown = chart("in_fulfilment", "operator", "pick", *parts)
    assert shown == "place+ pay+ prepare>(operator) deliver- receive-"


def test_a_case_marks_the_step_of_its_owner_and_leaves_the_others_to_theirs() -> None:
    parts = FlowPart("waiting"), FlowPart("waiting", by_supplier=True)
    moves = (Move("operator", "pick", NOW),)
    shown = chart("confirmed", "supplier", "case.x", *parts, besides=moves)
    assert shown == "place+ pay+ prepare>(operator) supply!(supplier) deliver- receive-"
