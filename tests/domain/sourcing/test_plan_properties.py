"""What holds for every plan; small ones against a search through everything."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from entrepot.domain.sourcing.freight import Load, freight
from entrepot.domain.sourcing.plan import Plan, plan
from entrepot.domain.sourcing.policy import QUICK, THOROUGH
from entrepot.domain.sourcing.routes import Source, WantedLine
from entrepot.domain.sourcing.weights import WeightRule
from tests.domain.sourcing.world import a_lane, book

RATES = {"GBP": Decimal("1.25"), "CNY": Decimal("0.125")}
ARTICLES = ("a", "b", "c")
LANES = (
    a_lane("gb-post", "GB", refuses=frozenset({"lithium"}), max_days=8),
    a_lane("gb-express", "GB", max_days=2, weight_rule=WeightRule(5_000)),
    a_lane("cn-line", "CN", currency="CNY", refuses=frozenset({"liquid"})),
)
BOOK = book(*LANES)

wanted_lines = st.lists(
    st.builds(
        WantedLine,
        id=st.sampled_from(ARTICLES),
        quantity=st.integers(1, 4),
        gross_weight_g=st.sampled_from([90, 450, 5_000]),
        flags=st.sets(st.sampled_from(["lithium", "liquid"])).map(frozenset),
        is_classified=st.sampled_from([True, True, True, False]),
    ),
    min_size=1, max_size=3, unique_by=lambda line: line.id,
)  # fmt: skip
stock = st.dictionaries(st.sampled_from(ARTICLES), st.integers(0, 4), max_size=3)
source_lists = st.tuples(stock, stock, stock).map(
    lambda levels: [
        Source("w1", "own", "GB", levels[0]),
        Source("w2", "supplier", "CN", levels[1], "silk", 2),
        Source("w3", "own", "GB", levels[2]),
    ]
)


def planned(lines: list[WantedLine], sources: list[Source]) -> Plan:
    return plan(lines=lines, sources=sources, book=BOOK, destination="DE", currency="EUR", rates=RATES)


@settings(max_examples=150, deadline=None)
@given(wanted_lines, source_lists)
def test_every_piece_is_sent_once_or_its_line_says_why(
    lines: list[WantedLine], sources: list[Source]
) -> None:
    found = planned(lines, sources)
    refused = {refusal.line_id for refusal in found.refused}
    for line in lines:
        sent = sum(pieces for c in found.consignments for line_id, pieces in c.items if line_id == line.id)
        assert sent == (0 if line.id in refused else line.quantity)
    by_id = {line.id: line for line in lines}
    for source in sources:
        for article in ARTICLES:
            taken = sum(
                pieces
                for c in found.consignments
                if c.route.source is source
                for line_id, pieces in c.items
                if line_id == article
            )
            assert taken <= source.available.get(article, 0)
    for consignment in found.consignments:
        assert not any(
            by_id[line_id].flags & consignment.route.lane.refuses for line_id, _ in consignment.items
        )
        assert all(by_id[line_id].is_classified for line_id, _ in consignment.items)


small_lines = st.lists(
    st.builds(
        WantedLine,
        id=st.sampled_from(ARTICLES),
        quantity=st.integers(1, 3),
        gross_weight_g=st.sampled_from([90, 700, 5_000]),
        flags=st.sets(st.sampled_from(["lithium"])).map(frozenset),
        value=st.sampled_from([Decimal(20), Decimal(80), Decimal("149.99")]),
    ),
    min_size=1, max_size=3, unique_by=lambda line: line.id,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(small_lines, source_lists)
def test_the_order_of_lines_sources_and_lanes_does_not_matter(
    lines: list[WantedLine], sources: list[Source]
) -> None:
    found = planned(lines, sources)
    turned = plan(
        lines=lines[::-1], sources=sources[::-1], book=book(*LANES[::-1]), destination="DE", currency="EUR",
        rates=RATES,
    )  # fmt: skip
    assert found.cost == turned.cost
    assert {(c.route.code, frozenset(c.items)) for c in found.consignments} == {
        (c.route.code, frozenset(c.items)) for c in turned.consignments
    }


@settings(max_examples=100, deadline=None)
@given(small_lines, source_lists)
def test_a_quick_plan_is_legal_and_never_better_than_the_proved_one(
    lines: list[WantedLine], sources: list[Source]
) -> None:
    quick = plan(lines=lines, sources=sources, book=BOOK, destination="DE", currency="EUR", rates=RATES,
                 effort=QUICK)  # fmt: skip
    found = plan(lines=lines, sources=sources, book=BOOK, destination="DE", currency="EUR", rates=RATES,
                 effort=replace(THOROUGH, compares=False))  # fmt: skip
    assert found.gap == 0
    assert quick.refused == found.refused
    assert quick.cost >= found.cost


@settings(max_examples=100, deadline=None)
@given(small_lines, source_lists)
def test_freight_is_charged_once_a_consignment_and_no_route_is_used_twice(
    lines: list[WantedLine], sources: list[Source]
) -> None:
    found = planned(lines, sources)
    codes = [consignment.route.code for consignment in found.consignments]
    assert len(set(codes)) == len(codes)
    by_id = {line.id: line for line in lines}
    for consignment in found.consignments:
        load = sum((by_id[line_id].load(n) for line_id, n in consignment.items), Load())
        asked = freight(consignment.route.lane, "DE", load).price
        rate = RATES[consignment.route.lane.currency]
        assert consignment.price == asked.converted(rate, "EUR").rounded()
