"""What is offered to the buyer: nothing dearer and later for them than another, whatever it saves us."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from entrepot.domain.sourcing.alternatives import FEWEST, KINDS, RECOMMENDED
from entrepot.domain.sourcing.plan import Plan, plan
from entrepot.domain.sourcing.routes import Source, WantedLine
from tests.domain.sourcing.world import a_source, book, flat

RATES = {"GBP": Decimal(1), "EUR": Decimal(1)}
ARTICLES = ("cup", "tea")

prices = st.sampled_from(["2.00", "4.00", "4.00", "7.00", "12.00"])
days = st.sampled_from([2, 3, 3, 5, 9])
costs = st.sampled_from([Decimal(1), Decimal(3), Decimal(40)])


@st.composite
def markets(draw: st.DrawFn) -> Plan:
    """Two sources with two lanes each, at prices, days and costs of the goods that have nothing to do with
    each other; planned by any wish."""
    lanes = [
        flat(f"{country.lower()}-{n}", country, draw(prices), min_days=1, max_days=draw(days), currency="EUR")
        for country in ("FR", "NL")
        for n in (1, 2)
    ]
    sources = [_source(draw, "lille", "FR"), _source(draw, "breda", "NL")]
    wanted = [WantedLine(name, draw(st.integers(1, 2)), 100, value=Decimal(20)) for name in ARTICLES]
    wish = draw(st.sampled_from(KINDS))
    return plan(
        lines=wanted,
        sources=sources,
        book=book(*lanes),
        destination="DE",
        currency="EUR",
        rates=RATES,
        wish=wish,
    )


def _source(draw: st.DrawFn, warehouse: str, country: str) -> Source:
    stock = {name: draw(st.integers(0, 2)) for name in ARTICLES}
    return replace(a_source(warehouse, country, **stock), costs={name: draw(costs) for name in ARTICLES})


@settings(max_examples=300, deadline=None)
@given(markets())
def test_no_plan_on_offer_is_beaten_in_money_and_days_by_another(found: Plan) -> None:
    if not found.consignments:
        return
    parcels = sum(each.freight.parcels for each in found.consignments)
    offered = [(found.kind, Decimal(0), 0, parcels)]
    offered += [(other.kind, other.dearer, other.days_later, other.parcels) for other in found.alternatives]
    for kind, money, later, few in offered:
        others = [one for one in offered if one[0] != kind]
        beaten = any(one[1] <= money and one[2] <= later for one in others)
        if kind == FEWEST and beaten:
            assert all(few < one[3] for one in others)
        else:
            assert not beaten


@settings(max_examples=300, deadline=None)
@given(markets())
def test_no_lane_on_offer_is_beaten_by_the_planned_one_or_another(found: Plan) -> None:
    for consignment in found.consignments:
        here = (Decimal(0), consignment.route.longest_days)
        terms = [(other.dearer.amount, other.route.longest_days) for other in consignment.offered]
        for at, (money, last) in enumerate(terms):
            others = [here, *terms[:at], *terms[at + 1 :]]
            assert not any(paid <= money and until <= last for paid, until in others)
        if found.kind == RECOMMENDED:
            assert not any(paid <= here[0] and until <= here[1] for paid, until in terms)


def test_goods_that_are_cheap_for_us_do_not_make_the_buyer_pay_more_and_wait_longer() -> None:
    """Breda's cup costs us 30 less; from Lille it costs the buyer 3 less and comes four days sooner."""
    lanes = book(
        flat("nl", "NL", "7.00", currency="EUR", max_days=7),
        flat("fr", "FR", "4.00", currency="EUR", max_days=3),
    )
    sources = [
        replace(a_source("breda", "NL", cup=1), costs={"cup": Decimal(10)}),
        replace(a_source("lille", "FR", cup=1), costs={"cup": Decimal(40)}),
    ]
    found = plan(
        lines=[WantedLine("cup", 1, 100, value=Decimal(50))], sources=sources, book=lanes, destination="DE",
        currency="EUR", rates=RATES,
    )  # fmt: skip
    (only,) = found.consignments
    assert (found.kind, only.route.source.warehouse, found.alternatives) == (RECOMMENDED, "lille", ())


def test_what_is_cheaper_but_later_is_the_buyers_choice() -> None:
    lanes = book(
        flat("nl", "NL", "3.00", currency="EUR", max_days=9),
        flat("fr", "FR", "4.00", currency="EUR", max_days=3),
    )
    sources = [a_source("breda", "NL", cup=1), a_source("lille", "FR", cup=1)]
    found = plan(
        lines=[WantedLine("cup", 1, 100, value=Decimal(500))], sources=sources, book=lanes, destination="DE",
        currency="EUR", rates=RATES,
    )  # fmt: skip
    (other,) = found.alternatives
    assert (other.kind, other.dearer, other.days_later) == ("cheapest", Decimal(-1), 6)


def test_a_lane_that_is_better_for_the_buyer_is_taken_however_risky_it_is_for_us() -> None:
    """The quick lane loses a tenth of its parcels, which costs us 5 each; the buyer gets the money back."""
    lossy = flat("a-lossy", "FR", "4.00", currency="EUR", max_days=3)
    lossy = replace(lossy, record=replace(lossy.record, loss=Decimal("0.1")))
    lanes = book(
        lossy, flat("b-safe", "FR", "4.00", currency="EUR", max_days=4),
        flat("c-nl", "NL", "7.00", currency="EUR", max_days=9),
    )  # fmt: skip
    wanted = [WantedLine("cup", 1, 100, value=Decimal(50)), WantedLine("tea", 1, 100, value=Decimal(50))]
    found = plan(
        lines=wanted, sources=[a_source("breda", "NL", tea=1), a_source("lille", "FR", cup=1)],
        book=lanes, destination="DE", currency="EUR", rates=RATES,
    )  # fmt: skip
    assert [(each.route.lane.code, each.offered) for each in found.consignments] == [
        ("c-nl", ()),
        ("a-lossy", ()),
    ]
