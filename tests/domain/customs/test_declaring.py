"""What a declaration lacks, under which procedure it goes, and what replies make of it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.domain.customs.clearance import clearance_of
from entrepot.domain.customs.completeness import Demands, Gap, Goods, gaps
from entrepot.domain.customs.documents import from_document, to_document
from entrepot.domain.customs.procedures import SimplifiedProcedure, by_value, procedure_for
from entrepot.domain.customs.replies import Said, is_news, way
from entrepot.domain.money import Money
from entrepot.domain.ports.carriers import Address
from entrepot.domain.ports.customs import DeclarationMessage, DeclaredItem

TEA = Goods("TEA-1", "Green tea in tins", "090210", "CN", 2, 200, Decimal("20.00"))
NINE = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
NOTHING_MORE = Demands()


def lacking(
    demands: Demands = NOTHING_MORE, importer_id: str = "", phone: str = "", **changes: object
) -> list[str]:
    goods = Goods(**{**{name: getattr(TEA, name) for name in Goods.__slots__}, **changes})
    return [gap.key for gap in gaps([goods], demands, importer_id=importer_id, recipient_phone=phone)]


def test_complete_goods_lack_nothing() -> None:
    assert lacking() == []


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"description": " x"}, "description_missing"),
        ({"hs_code": ""}, "hs_code_missing"),
        ({"hs_code": "9021"}, "hs_code_missing"),
        ({"origin_country": ""}, "origin_missing"),
        ({"net_weight_g": 0}, "weight_missing"),
        ({"value": Decimal(0)}, "value_missing"),
        ({"quantity": 0}, "quantity_missing"),
    ],
)
def test_names_each_missing_field(change: dict[str, object], key: str) -> None:
    assert lacking(**change) == [key]  # type: ignore[arg-type]


def test_names_the_path_and_the_article() -> None:
    unclassified = Goods("MUG-7", "Mug", "", "CN", 1, 300, Decimal(5))
    found = gaps([TEA, unclassified], Demands(), importer_id="", recipient_phone="")
    assert found == [Gap("items[1].hs_code", "hs_code_missing", "MUG-7")]


def test_destinations_may_ask_for_identity_phone_and_longer_codes() -> None:
    strict = Demands(hs_digits=10, importer_id=True, recipient_phone=True)
    assert lacking(strict) == ["hs_code_too_short", "importer_id_missing", "recipient_phone_missing"]
    assert lacking(strict, "310101199001011234", "+86 138", hs_code="0902100000") == []


@pytest.mark.parametrize(
    ("declarations", "direction", "country", "procedure"),
    [
        ({"export": "9610", "import": None}, "export", "GB", "9610"),
        ({"export": "9610", "import": None}, "import", "GB", None),
        ({"import": {"FR": "H7", "*": "simplified"}}, "import", "FR", "H7"),
        ({"import": {"FR": "H7", "*": "simplified"}}, "import", "US", "simplified"),
        ({"import": {"FR": "H7"}}, "import", "US", None),
        ({"import": {"EU": "H7", "*": "simplified"}}, "import", "IE", "H7"),
        ({"import": {"EU": "H7", "IE": "own"}}, "import", "IE", "own"),
        ({"import": {"EU": "H7", "*": "simplified"}}, "import", "CH", "simplified"),
    ],
)
def test_the_mode_names_the_procedure(
    declarations: dict[str, object], direction: str, country: str, procedure: str | None
) -> None:
    assert procedure_for(declarations, direction, country) == procedure  # type: ignore[arg-type]


def test_a_procedure_that_is_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="import procedure for US"):
        procedure_for({"import": {"*": 7}}, "import", "US")


@pytest.mark.parametrize(
    ("statuses", "clearance"),
    [
        ([], "pending"),
        (["sent"], "pending"),
        (["released", "accepted"], "pending"),
        (["released", "query"], "held"),
        (["inspection", "rejected"], "rejected"),
        (["released", "cancelled"], "released"),
        (["cancelled"], "pending"),
    ],
)
def test_the_worst_declaration_decides_the_clearance(statuses: list[str], clearance: str) -> None:
    assert clearance_of(statuses) == clearance


def test_nothing_is_released_while_a_declaration_is_still_to_be_made() -> None:
    assert clearance_of(["released"], undeclared=True) == "pending"
    assert clearance_of(["rejected"], undeclared=True) == "rejected"


def test_replies_end_in_the_same_state_in_every_order() -> None:
    replies = [
        Said("accepted", NINE),
        Said("inspection", NINE + timedelta(hours=1)),
        Said("released", NINE + timedelta(hours=9)),
    ]
    ends = set()
    for order in permutations(replies):
        status, taken = "sent", []
        for reply in order:
            if is_news(reply, taken):
                status = ([status, *(way(status, reply.kind) or [])])[-1]
            taken.append(reply)
        ends.add(status)
    assert ends == {"released"}


def test_a_decision_is_final_whatever_is_said_later() -> None:
    assert way("released", "query") is None
    assert way("released", "released") == []


TEXT = st.text(max_size=20)
MONEY = st.builds(Money, st.decimals(0, 10**6, places=2), st.sampled_from(["EUR", "CNY", "JPY"]))
ADDRESS = st.builds(Address, *[TEXT] * 10)
ITEM = st.builds(
    DeclaredItem, st.integers(1, 99), TEXT, TEXT, TEXT, st.integers(1, 99), st.integers(1, 9999), MONEY
)
MESSAGE = st.builds(
    DeclarationMessage, *[TEXT] * 4, st.sampled_from(["export", "import"]), *[TEXT] * 3, ADDRESS, ADDRESS,
    TEXT, TEXT,
    st.lists(ITEM, max_size=3).map(tuple), MONEY, MONEY, MONEY, MONEY, st.integers(0, 30000),
    st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple), TEXT,
)  # fmt: skip


@given(MESSAGE)
def test_what_is_kept_reads_back_as_what_was_sent(message: DeclarationMessage) -> None:
    assert from_document(to_document(message)) == message


@pytest.mark.parametrize(("worth", "procedure"), [("149.99", "H7"), ("150", "H7"), ("150.01", "H1")])
def test_a_simplified_procedure_ends_at_its_value(worth: str, procedure: str) -> None:
    simplified = {"H7": SimplifiedProcedure(Money.of("150", "EUR"), "H1")}
    assert by_value("H7", simplified, lambda currency: Money.of(worth, currency)) == procedure
    assert by_value("9610", simplified, lambda currency: Money.of("9999", currency)) == "9610"
