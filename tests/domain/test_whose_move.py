"""Whose move it is, from values alone."""

from datetime import UTC, datetime, timedelta

import pytest

from entrepot.apps.orders.words.moves import MOVES, MOVES_FOR_BUYER
from entrepot.domain.order_progress import ENDED, PATH, STAGES, stage_of, steps_to_take
from entrepot.domain.whose_move import DropshipState, Move, OpenCase, PurchaseState, ShipmentState, whose_move

T0 = datetime(2026, 5, 4, 9, tzinfo=UTC)
T1, T2 = T0 + timedelta(hours=1), T0 + timedelta(hours=2)


@pytest.mark.parametrize(
    ("status", "move"),
    [
        ("awaiting_payment", Move("buyer", "pay", T0)),
        ("confirmed", Move("operator", "prepare", T0)),
        ("delivered", Move("buyer", "confirm_receipt", T0)),
        ("completed", Move("nobody", "closed", T0)),
        ("cancelled", Move("nobody", "closed", T0)),
    ],
)
def test_an_order_without_work_in_progress_waits_for_its_own_next_step(status: str, move: Move) -> None:
    assert whose_move(status=status, since=T0) == move


@pytest.mark.parametrize(
    ("status", "clearance", "role", "what"),
    [
        ("to_pick", "pending", "operator", "pick"),
        ("picking", "pending", "operator", "pack"),
        ("packed", "not_needed", "operator", "dispatch"),
        ("packed", "pending", "customs", "clear"),
        ("packed", "held", "customs", "clear"),
        ("packed", "rejected", "operator", "mend_declaration"),
        ("packed", "released", "operator", "dispatch"),
        ("dispatched", "released", "carrier", "deliver"),
        ("returned", "released", "operator", "receive_return"),
    ],
)
def test_a_shipment_says_who_acts_next(status: str, clearance: str, role: str, what: str) -> None:
    shipment = ShipmentState(status, clearance, T1)
    assert whose_move(status="in_fulfilment", since=T0, shipments=[shipment]) == Move(role, what, T1)


def test_goods_at_a_counter_wait_for_their_buyer() -> None:
    at_counter = ShipmentState("dispatched", "not_needed", T1, is_collected=True)
    assert whose_move(status="shipped", since=T0, shipments=[at_counter]) == Move("buyer", "collect", T1)


def test_delivered_and_cancelled_shipments_wait_for_nobody() -> None:
    done = [ShipmentState(status, "released", T0) for status in ("delivered", "cancelled")]
    living = DropshipState("accepted", T1)
    assert whose_move(status="in_fulfilment", since=T0, shipments=done, dropships=[living]) == Move(
        "supplier", "ship_order", T1
    )


def test_what_we_can_do_ourselves_comes_before_what_others_do() -> None:
    move = whose_move(
        status="in_fulfilment", since=T0, dropships=[DropshipState("sent", T0)],
        shipments=[ShipmentState("dispatched", "released", T0), ShipmentState("to_pick", "pending", T2)],
    )  # fmt: skip
    besides = Move("supplier", "accept_order", T0), Move("carrier", "deliver", T0)
    assert move == Move("operator", "pick", T2, besides)


def test_of_equals_the_one_that_waited_longest_comes_first() -> None:
    shipments = [ShipmentState("picking", "pending", T2), ShipmentState("to_pick", "pending", T1)]
    move = whose_move(status="in_fulfilment", since=T0, shipments=shipments)
    assert move == Move("operator", "pick", T1, (Move("operator", "pack", T2),))


def test_the_oldest_open_case_comes_before_everything() -> None:
    cases = [OpenCase("supplier_late", "operator", T2), OpenCase("address_question", "buyer", T1)]
    move = whose_move(status="awaiting_payment", since=T0, cases=cases)
    assert move == Move("buyer", "case.address_question", T1)


@pytest.mark.parametrize(
    ("purchase", "move"),
    [
        ("sent", Move("supplier", "accept_purchase", T1)),
        ("accepted", Move("supplier", "buy", T1)),
        ("price_raised", Move("buyer", "agree_to_price", T1)),
        ("bought", Move("buyer", "pay_balance", T1)),
    ],
)
def test_a_purchase_says_whose_move_it_is_until_its_goods_are_sent(purchase: str, move: Move) -> None:
    bought = [PurchaseState(purchase, T1)]
    assert whose_move(status="in_fulfilment", since=T0, purchases=bought) == move
    sent = whose_move(status="in_fulfilment", since=T0, dropships=[DropshipState("accepted", T2)])
    assert sent == Move("supplier", "ship_order", T2)


def test_what_is_bought_moves_beside_what_is_on_its_way_from_stock() -> None:
    on_its_way = [ShipmentState("dispatched", "not_needed", T2)]
    bought = [PurchaseState("bought", T1)]
    move = whose_move(status="in_fulfilment", since=T0, shipments=on_its_way, purchases=bought)
    assert move == Move("buyer", "pay_balance", T1, (Move("carrier", "deliver", T2),))


def test_every_move_has_its_words() -> None:
    ours = "prepare pick pack dispatch mend_declaration receive_return refund_lost"
    others = "closed pay accept_order ship_order clear deliver collect confirm_receipt"
    bought_abroad = "accept_purchase buy agree_to_price pay_balance"
    assert set(MOVES) - {"case"} == {*ours.split(), *others.split(), *bought_abroad.split()}
    assert set(MOVES_FOR_BUYER) <= set(MOVES)


@pytest.mark.parametrize(
    ("status", "stages", "steps"),
    [
        ("confirmed", ["waiting", "waiting"], []),
        ("confirmed", ["waiting", "in_fulfilment"], ["in_fulfilment"]),
        ("confirmed", ["waiting", "delivered"], ["in_fulfilment"]),
        ("confirmed", ["shipped", "shipped"], ["in_fulfilment", "shipped"]),
        ("in_fulfilment", ["shipped", "delivered"], ["shipped"]),
        ("shipped", ["delivered", "cancelled"], ["delivered"]),
        ("shipped", ["in_fulfilment", "shipped"], []),
        ("shipped", ["delivered", "undeliverable"], ["delivered"]),
        ("in_fulfilment", ["waiting", "undeliverable"], []),
        ("in_fulfilment", ["cancelled", "undeliverable"], ["completed"]),
        ("shipped", ["undeliverable", "undeliverable"], ["completed"]),
        ("delivered", ["undeliverable"], []),
        ("completed", ["undeliverable"], []),
        ("confirmed", ["cancelled"], []),
        ("awaiting_payment", ["shipped"], []),
        ("completed", ["delivered"], []),
    ],
)
def test_an_order_takes_the_steps_its_consignments_allow(
    status: str, stages: list[str], steps: list[str]
) -> None:
    assert steps_to_take(status, stages) == steps


def test_every_word_of_the_apps_above_has_a_stage() -> None:
    assert set(STAGES.values()) == {"waiting", *ENDED, *PATH[1:]}
    with pytest.raises(ValueError, match="unknown progress 'lost'"):
        stage_of("lost")


def test_a_buyer_can_confirm_since_the_last_parcel_arrived_not_since_the_order() -> None:
    arrived = [ShipmentState("delivered", "released", T1), ShipmentState("delivered", "not_needed", T2)]
    assert whose_move(status="delivered", since=T0, shipments=arrived) == Move("buyer", "confirm_receipt", T2)
    assert whose_move(status="delivered", since=T0) == Move("buyer", "confirm_receipt", T0)
