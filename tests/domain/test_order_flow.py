"""The chart of an order's steps: who does what, how far it is, and whose move it is."""

from datetime import UTC, datetime

import pytest

from entrepot.domain.order_flow import order_flow
from entrepot.domain.whose_move import Move

NOW = datetime(2026, 5, 4, tzinfo=UTC)


def chart(status: str, role: str, key: str, *, crosses_border: bool = True, by_supplier: bool = False) -> str:
    """Such as ``place+ pay> prepare- deliver- receive-``: done, now, to do, ``!`` for a problem."""
    signs = {"done": "+", "now": ">", "todo": "-", "problem": "!"}
    steps = order_flow(
        status=status, move=Move(role, key, NOW), crosses_border=crosses_border,
        by_shop=not by_supplier, by_supplier=by_supplier,
    )  # fmt: skip
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
    steps = order_flow(
        status="shipped", move=Move("buyer", "collect", NOW), crosses_border=False, by_shop=True,
        by_supplier=False, is_collected=True,
    )  # fmt: skip
    assert [step.key for step in steps] == ["place", "pay", "prepare", "collect", "receive"]
    assert [step.role for step in steps if step.mover] == ["buyer"]


def test_who_has_no_part_in_an_order_is_left_out() -> None:
    shown = chart("confirmed", "supplier", "accept_order", crosses_border=False, by_supplier=True)
    assert shown == "place+ pay+ supply>(supplier) deliver- receive-"
