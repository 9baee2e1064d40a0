"""The timeline in words: three readers, two languages, nothing that is not theirs."""

import re

import pytest
from django.utils import translation

from entrepot.apps.orders.queries import timeline
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.words import FACTS, case_sentence, fact_sentence, move_sentence
from entrepot.apps.orders.words.cases import CASES
from entrepot.apps.orders.words.moves import MOVES
from tests.factories.orders import a_placed_order


def sentences(reader: str, language: str = "en", supplier: str = "") -> list[str]:
    order = a_placed_order()
    refusal = {"number": "D-7", "supplier": "silk-road", "reason": "no stock"}
    record_fact(
        order=order, kind="dropship_refused", by="supplier:silk-road", facts=refusal, for_buyer=False,
        supplier="silk-road",
    )  # fmt: skip
    record_fact(order=order, kind="dropship_accepted", by="supplier:rival", facts=refusal, supplier="rival")
    return [fact.sentence for fact in timeline(order, reader, language, supplier=supplier)]


@pytest.mark.django_db
def test_the_operator_reads_everything() -> None:
    assert sentences("operator") == [
        "Order placed for €21.80.", "silk-road refused D-7: no stock", "silk-road accepted D-7.",
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_buyer_reads_what_concerns_buyers_and_no_suppliers_name() -> None:
    assert sentences("buyer") == [
        "You placed this order for €21.80.",
        "The supplier is preparing your goods.",
    ]


@pytest.mark.django_db
def test_a_supplier_reads_only_its_own_facts() -> None:
    assert sentences("supplier", supplier="silk-road") == ["You refused D-7: no stock"]
    assert sentences("supplier") == []


@pytest.mark.django_db
def test_a_story_is_read_with_one_statement(django_assert_num_queries: "type") -> None:
    order = a_placed_order()
    with django_assert_num_queries(1):
        timeline(order, "buyer", "en")


def test_codes_and_amounts_are_put_into_words() -> None:
    facts = {"status": "out_for_delivery", "location": "Lyon", "description": "OFD", "tracking_number": "X1"}
    assert fact_sentence("tracking", facts, "buyer") == "Out for delivery · Lyon"
    assert fact_sentence("tracking", {**facts, "location": ""}, "buyer") == "Out for delivery"
    paid = {"amount": "1200.0000", "currency": "JPY"}
    assert fact_sentence("payment_captured", paid, "operator") == "¥1,200 received."
    asked = {"number": "D-7", "accept_by": "2026-05-04T09:30:00+00:00"}
    assert fact_sentence("dropship_sent", asked, "supplier") == (
        "Order D-7 arrived. Accept by: 4 May 2026 09:30 UTC"
    )
    wrong = {"amount": "1.00", "currency": "EUR", "expected": "2.00", "expected_currency": "EUR"}
    assert fact_sentence("case_opened", {"case": "payment_amount_mismatch", **wrong}, "operator") == (
        "Needs attention: Received €1.00 instead of €2.00. Take it and settle the difference, or return it."
    )


def test_the_buyer_is_told_at_which_border_customs_spoke() -> None:
    leaving = {"direction": "export", "country": "GB"}
    arriving = {"direction": "import", "country": "DE"}
    assert fact_sentence("declaration_sent", leaving, "buyer") == (
        "Export, United Kingdom: We declared your parcel to customs."
    )
    assert fact_sentence("declaration_released", arriving, "buyer") == (
        "Import, Germany: Customs released your parcel."
    )
    with translation.override("zh-hans"):
        assert fact_sentence("declaration_released", arriving, "buyer").startswith("德国进口：")
    assert fact_sentence("declaration_released", {}, "buyer") == "Customs released your parcel."
    named = {**arriving, "reference": "D-7"}
    assert fact_sentence("declaration_released", named, "operator") == "Customs released D-7."


def test_a_missing_fact_or_an_unknown_kind_is_readable_all_the_same() -> None:
    assert fact_sentence("order_cancelled", {}, "operator") == "Order cancelled: –."
    assert fact_sentence("moon_landing", {}, "buyer") == "Moon landing"


@pytest.mark.parametrize("reader", ["buyer", "operator", "supplier"])
def test_every_sentence_can_be_filled(reader: str) -> None:
    told = [fact_sentence(kind, {}, reader) for kind in FACTS] + [
        case_sentence(kind, {}, reader) for kind in CASES
    ]
    told += [move_sentence(key, reader) for key in MOVES]
    assert [sentence for sentence in told if not sentence or re.search(r"%[(s]", sentence)] == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Order D-7 arrived. Accept by: 22 Nov 2026 22:58 UTC"),
        ("zh-hans", "2026年11月22日 22:58 UTC"),
    ],
)
def test_a_moment_reads_as_on_every_page(language: str, told: str) -> None:
    facts = {"number": "D-7", "supplier": "silk-road", "accept_by": "2026-11-22T22:58:00+00:00"}
    with translation.override(language):
        assert told in fact_sentence("dropship_sent", facts, "supplier")


@pytest.mark.parametrize(
    ("amount", "cost"),
    [("2.34", "More cost: €2.34."), ("-2.34", "Saves €2.34."), ("0.00", "It costs the same.")],
)
def test_says_what_another_way_saves_as_a_saving(amount: str, cost: str) -> None:
    facts = {"position": 1, "from": "A", "to": "B", "reason": "late", "amount": amount, "currency": "EUR"}
    told = fact_sentence("consignment_rerouted", facts, "operator")
    assert told == f"Consignment 1: B instead of A, because: late. {cost}"


def test_says_weights_in_kilograms_and_warehouses_by_their_names() -> None:
    packed = {"number": "S-1", "parcels": 4, "weight_g": 392000}
    assert fact_sentence("shipment_packed", packed, "operator") == "S-1 packed: parcels 4, 392 kg."
    created = {"number": "S-1", "warehouse": {"en": "Banksia", "zh-hans": "班克木仓"}}
    assert (
        fact_sentence("shipment_created", created, "supplier")
        == "Shipment S-1 waits to be picked in Banksia."
    )
