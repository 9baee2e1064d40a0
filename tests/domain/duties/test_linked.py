"""One sale in several consignments is held against thresholds as one."""

from decimal import Decimal

import pytest

from entrepot.domain.duties import FaultyDocument, Status, consignment_to_document
from tests.domain.duties.consignments import amounts, consignment, line, quote

SHIRT = line("61091000", "100")
REGISTERED = {"registrations": {"ioss": "IM2760000742"}}


def test_half_of_a_sale_above_the_threshold_is_charged_as_above() -> None:
    alone = quote("DE", SHIRT, seller=REGISTERED)
    linked = quote("DE", SHIRT, seller=REGISTERED, linked_value="50.01")

    assert [test.outcome for test in alone.thresholds_tested] == ["within", "within"]
    assert {test.outcome for test in linked.thresholds_tested} == {"above"}
    assert {test.value.amount for test in linked.thresholds_tested} == {Decimal("150.01")}
    assert (alone.totals.duty.amount, linked.totals.duty.amount) == (3, 12)


def test_up_to_the_threshold_together_nothing_changes() -> None:
    assert amounts(quote("DE", SHIRT, linked_value="50")) == amounts(quote("DE", SHIRT))


def test_only_the_goods_of_the_consignment_itself_are_charged() -> None:
    found = quote("DE", SHIRT, linked_value="900")
    assert found.totals.goods.amount == 100
    assert {charge.base_parts[0] for charge in found.charges if charge.kind == "duty"} == {("goods", 100)}


def test_a_piece_beside_others_of_the_sale_is_no_single_piece_in_china() -> None:
    dear = line("610910", "6000", origin="AU")
    channel = {"mode": "bonded", "seller": {"registrations": {"cn_cbec": "1"}}}
    assert quote("CN", dear, **channel).status is not Status.REFUSED
    assert quote("CN", dear, linked_value="1", **channel).status is Status.REFUSED


def test_the_order_limit_of_china_counts_the_whole_sale() -> None:
    half = line("610910", "3000", origin="AU")
    channel = {"mode": "bonded", "seller": {"registrations": {"cn_cbec": "1"}}}
    assert quote("CN", half, **channel).status is not Status.REFUSED
    assert quote("CN", half, linked_value="3000", **channel).status is Status.REFUSED


def test_the_document_keeps_it_and_refuses_less_than_nothing() -> None:
    assert consignment_to_document(consignment("DE", SHIRT, linked_value="12.50"))["linked_value"] == "12.50"
    with pytest.raises(FaultyDocument, match="linked_value"):
        consignment("DE", SHIRT, linked_value="-1")
