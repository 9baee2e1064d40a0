"""What must hold for every consignment, whatever is in it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from entrepot.domain.duties import (
    Channel,
    Consignment,
    Dates,
    FxRate,
    Importer,
    LandedCost,
    Line,
    Place,
    Seller,
    consignment_from_document,
    consignment_to_document,
    cost_from_document,
    cost_to_document,
    landed_cost,
    shares_by_line,
)
from entrepot.rules import packaged_rulebook

BOOK = packaged_rulebook()
DAY = date(2026, 1, 1)
FX = tuple(
    FxRate("EUR", currency, Decimal(rate), "test", DAY)
    for currency, rate in {
        "GBP": "0.86", "USD": "1.17", "AUD": "1.77", "CNY": "8.3", "RON": "5.09", "CAD": "1.6", "NZD": "2",
        "CHF": "0.94", "NOK": "11.7", "JPY": "180", "SGD": "1.5", "KRW": "1700", "HKD": "9.1", "AED": "4.3",
        "SAR": "4.4", "ILS": "3.9", "ZAR": "20.1", "BRL": "6.2", "MXN": "21.5", "CLP": "1100", "TWD": "36",
        "MYR": "4.9", "THB": "38", "VND": "30000", "IDR": "19500", "PHP": "68", "INR": "104", "TRY": "49",
        "KZT": "610", "RUB": "95",
    }.items()
)  # fmt: skip
CODES = (
    "610910",
    "61091000",
    "691110",
    "950300",
    "330499",
    "220421",
    "190110",
    "490199",
    "420222",
    "999999",
    "",
)
DESTINATIONS = sorted(BOOK.countries())

amounts = st.decimals("0", "900", places=2)
lines = st.builds(
    Line,
    id=st.uuids().map(str),
    hs=st.sampled_from(CODES),
    origin=st.sampled_from(("CN", "VN", "GB", "JP", "US")),
    quantity=st.integers(1, 6).map(Decimal),
    unit_value=st.decimals("0.01", "700", places=2),
    net_weight_g=st.integers(1, 3000),
)
consignments = st.builds(
    Consignment,
    dates=st.integers(-700, 700).map(lambda days: Dates(DAY + timedelta(days))),
    ship_from=st.sampled_from(("CN", "GB", "US", "AU", "FR")).map(Place),
    destination=st.sampled_from(DESTINATIONS).map(Place),
    currency=st.sampled_from(("EUR", "GBP", "CNY", "USD")),
    lines=st.lists(lines, min_size=1, max_size=5).map(tuple),
    channel=st.sampled_from(Channel),
    mode=st.sampled_from(("direct_mail", "bonded", "general_trade")),
    seller=st.sampled_from((Seller(), Seller({"ioss": "1", "au_gst": "1", "voec": "1", "nz_gst": "1"}))),
    importer=st.just(Importer()),
    freight=amounts,
    insurance=amounts,
    fx=st.just(FX),
)


def gross(cost: LandedCost) -> tuple[Decimal, Decimal, Decimal, str]:
    totals = cost.totals
    return totals.duty.amount, totals.tax.amount, totals.fees.amount, cost.status.value


@given(consignments)
@settings(max_examples=80, deadline=None)
def test_parts_sum_to_totals_and_the_answer_survives_its_document(consignment: Consignment) -> None:
    cost = landed_cost(consignment, BOOK)
    totals = cost.totals

    paid = totals.goods + totals.freight + totals.insurance - totals.discount
    assert totals.landed == paid + totals.duty + totals.tax + totals.fees
    assert totals.landed == totals.due_at_checkout + totals.due_on_delivery
    assert cost_from_document(cost_to_document(cost)) == cost


@given(consignments)
@settings(max_examples=80, deadline=None)
def test_replay_of_a_stored_consignment_gives_the_identical_answer(consignment: Consignment) -> None:
    stored = consignment_to_document(consignment)

    assert consignment_from_document(stored) == consignment
    assert landed_cost(consignment_from_document(stored), BOOK) == landed_cost(consignment, BOOK)


@given(consignments, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_order_of_lines_is_irrelevant(consignment: Consignment, random: Random) -> None:
    shuffled = list(consignment.lines)
    random.shuffle(shuffled)

    assert gross(landed_cost(replace(consignment, lines=tuple(shuffled)), BOOK)) == gross(
        landed_cost(consignment, BOOK)
    )


@given(consignments)
@settings(max_examples=80, deadline=None)
def test_splitting_a_line_into_two_of_the_same_kind_changes_nothing(consignment: Consignment) -> None:
    first, *rest = consignment.lines
    assume(first.quantity > 1)
    parts = (replace(first, quantity=Decimal(1)), replace(first, id="other", quantity=first.quantity - 1))
    split = replace(consignment, lines=(*parts, *rest))

    assert gross(landed_cost(split, BOOK)) == gross(landed_cost(consignment, BOOK))


@given(consignments, st.decimals("0.01", "5", places=2))
@settings(max_examples=80, deadline=None)
def test_raising_a_value_never_lowers_tax_within_one_band(consignment: Consignment, more: Decimal) -> None:
    """Without freight: that is shared by value, so a dearer book draws freight away from taxed goods."""
    consignment = replace(consignment, freight=Decimal(0), insurance=Decimal(0))
    first, *rest = consignment.lines
    dearer = replace(consignment, lines=(replace(first, unit_value=first.unit_value + more), *rest))
    before, after = landed_cost(consignment, BOOK), landed_cost(dearer, BOOK)
    assume(
        [test.outcome for test in before.thresholds_tested]
        == [test.outcome for test in after.thresholds_tested]
    )
    assume([charge.rule.id for charge in before.charges] == [charge.rule.id for charge in after.charges])

    lower = before.totals.duty + before.totals.tax
    cent_per_charge = Decimal("0.01") * len(before.charges)
    assert (after.totals.duty + after.totals.tax).amount >= lower.amount - cent_per_charge


@given(consignments, st.decimals("1.001", "1.4", places=3))
@settings(max_examples=80, deadline=None)
def test_dearer_goods_with_freight_never_owe_less_within_one_band(
    consignment: Consignment, factor: Decimal
) -> None:
    """All values rise alike, so that every line keeps its share of freight and insurance."""
    lines = tuple(replace(line, unit_value=line.unit_value * factor) for line in consignment.lines)
    before, after = landed_cost(consignment, BOOK), landed_cost(replace(consignment, lines=lines), BOOK)
    assume(
        [test.outcome for test in before.thresholds_tested] == [t.outcome for t in after.thresholds_tested]
    )
    assume([charge.rule.id for charge in before.charges] == [charge.rule.id for charge in after.charges])

    for was, now in zip(before.charges, after.charges, strict=True):
        assert now.assessed.amount >= was.assessed.amount


@given(consignments)
@settings(max_examples=80, deadline=None)
def test_shares_of_a_charge_sum_to_it(consignment: Consignment) -> None:
    for charge in landed_cost(consignment, BOOK).charges:
        shares = shares_by_line(charge, consignment)
        assert sum(share.amount for share in shares.values()) == charge.amount.amount
        assert tuple(shares) == charge.line_ids
