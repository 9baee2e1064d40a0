"""What holds for every plan; small ones against a search through everything."""

from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from entrepot.domain.sourcing.freight import Load, freight
from entrepot.domain.sourcing.plan import Plan, plan
from entrepot.domain.sourcing.routes import Source, WantedLine, find_routes
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


def cheapest_by_trying_everything(
    lines: list[WantedLine], sources: list[Source]
) -> tuple[int, Decimal] | None:
    """Fewest consignments and least freight over every way to give each piece to a route."""
    routes = find_routes(lines, sources, BOOK, "DE")
    pieces = [line for line in lines for _ in range(line.quantity)]
    by_id = {line.id: line for line in lines}
    best: tuple[int, Decimal] | None = None
    for picks in product(range(len(routes)), repeat=len(pieces)):
        loads: dict[int, dict[str, int]] = {}
        taken: dict[tuple[str, str], int] = {}
        for line, pick in zip(pieces, picks, strict=True):
            loads.setdefault(pick, {}).setdefault(line.id, 0)
            loads[pick][line.id] += 1
            key = (routes[pick].source.warehouse, line.id)
            taken[key] = taken.get(key, 0) + 1
        sources_of = {route.source.warehouse: route.source for route in routes}
        if any(n > sources_of[where].available.get(what, 0) for (where, what), n in taken.items()):
            continue
        if any(what not in routes[pick].carries for pick, load in loads.items() for what in load):
            continue
        cost = Decimal(0)
        for pick, load in loads.items():
            lane = routes[pick].lane
            whole = sum((by_id[what].load(n) for what, n in load.items()), Load())
            cost += freight(lane, "DE", whole).price.converted(RATES[lane.currency], "EUR").rounded().amount
        if best is None or (len(loads), cost) < best:
            best = (len(loads), cost)
    return best


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            WantedLine,
            id=st.sampled_from(ARTICLES),
            quantity=st.integers(1, 2),
            gross_weight_g=st.sampled_from([90, 700]),
            flags=st.sets(st.sampled_from(["lithium"])).map(frozenset),
        ),
        min_size=1, max_size=2, unique_by=lambda line: line.id,
    ),
    source_lists,
)  # fmt: skip
def test_small_plans_are_never_worse_than_trying_everything(
    lines: list[WantedLine], sources: list[Source]
) -> None:
    found = planned(lines, sources)
    if found.refused:
        return
    cost = sum(consignment.price.amount for consignment in found.consignments)
    best = cheapest_by_trying_everything(lines, sources)
    assert best is not None
    assert len(found.consignments) == best[0]
    # Whole lines are kept together, so a split that saves freight is not taken; it never costs a consignment.
    assert cost >= best[1]
    if best[0] == 1:
        assert cost == best[1]
