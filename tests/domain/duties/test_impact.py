"""What a change of law would have done to consignments that went, to the cent."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from entrepot.domain.duties import Consignment, parse_rulebook
from entrepot.domain.duties.impact import Law, MarketImpact, Outcome, PastConsignment, impact
from entrepot.domain.duties.impact_document import market_to_document
from entrepot.rules import packaged_rulebook, packaged_texts
from tests.domain.duties.consignments import consignment, line

DAY_BEFORE, DAY = (Law(packaged_rulebook(), date(2026, 6, 30)), Law(packaged_rulebook(), date(2026, 7, 1)))
IOSS = {"registrations": {"ioss": "IM2760000742"}}
BAN = """
[[rule]]
id = "eu.ban.test"
key = "restriction"
effect = "prohibited"
when = { goods = ["691200"] }
source = "test"
confidence = "H"
"""


def past(
    order: str, asked: Consignment, *, market: str = "eu", rate: str = "1", **more: Any
) -> PastConsignment:
    return PastConsignment(order, f"{order}@example.org", market, asked, Decimal(rate), **more)


def a_parcel(*lines: dict[str, Any], **more: Any) -> Consignment:
    """To Germany with IOSS: until 2026-06-30 no duty up to EUR 150."""
    return consignment("DE", *lines, seller=IOSS, **more)


def two_mugs_and_a_shirt() -> Consignment:
    return a_parcel(line("691200", "10"), line("691200", "5"), line("610910", "20"))


def in_eu(*consignments: PastConsignment, before: Law = DAY_BEFORE, after: Law = DAY) -> MarketImpact:
    return impact(consignments, before, after, "EUR")["eu"]


def articles(market: MarketImpact) -> Iterator[tuple[str, str]]:
    for one in market.dearest():
        yield one.article, f"{one.increase:f}"


def test_three_euros_for_each_kind_of_goods_from_the_first_of_july() -> None:
    market = in_eu(past("A", two_mugs_and_a_shirt()))

    assert market.outcomes == {Outcome.DEARER: 1}
    assert (market.before.duty, market.after.duty) == (Decimal(0), Decimal(6))
    assert market.before.tax == market.after.tax == Decimal("6.65")  # 19 % of 35, not of the duty
    assert list(articles(market)) == [("3", "3.00"), ("1", "2.00"), ("2", "1.00")]


def test_a_parcel_above_the_limit_and_one_to_britain_stay_as_they_were() -> None:
    found = impact(
        [
            past("A", a_parcel(line("610910", "200"))),
            past("B", consignment("GB", line("610910", "20")), market="gb"),
        ],
        DAY_BEFORE, DAY, "EUR",
    )  # fmt: skip

    assert [market.outcomes for market in found.values()] == [{Outcome.SAME: 1}] * 2
    assert [market.orders | market.buyers for market in found.values()] == [set(), set()]


def test_an_order_and_a_buyer_count_once_and_amounts_are_converted() -> None:
    market = in_eu(
        past("A", two_mugs_and_a_shirt(), rate="0.5"), past("A", two_mugs_and_a_shirt(), rate="0.5")
    )

    assert (market.orders, market.buyers) == ({"A"}, {"A@example.org"})
    assert market.after.duty == Decimal(6)


def test_an_article_loses_money_only_when_the_increase_exceeds_its_known_margin() -> None:
    costs = {"1": Decimal("8.00"), "2": Decimal("4.01")}  # margins 2.00 and 0.99, increases 2.00 and 1.00
    market = in_eu(past("A", two_mugs_and_a_shirt(), costs=costs))

    assert [(one.article, one.margin) for one in market.losing()] == [("2", Decimal("0.99"))]
    assert market.margin_unknown() == 1


def test_a_discount_makes_the_margin_smaller() -> None:
    asked = a_parcel(line("691200", "10"), discount="4")
    market = in_eu(past("A", asked, costs={"1": Decimal("3")}))

    assert market.articles["1"].margin == Decimal(3)
    assert market.losing() == []


def test_goods_that_a_changed_file_forbids_are_counted_with_the_reason() -> None:
    texts = packaged_texts()
    changed = parse_rulebook({**texts, "eu.toml": texts["eu.toml"] + BAN})
    law = Law(packaged_rulebook())
    asked = two_mugs_and_a_shirt(), a_parcel(line("610910", "20"))
    market = in_eu(past("A", asked[0]), past("B", asked[1]), before=law, after=Law(changed))

    assert market.outcomes == {Outcome.FORBIDDEN: 1, Outcome.SAME: 1}
    assert market.orders == {"A"}
    assert list(market.reasons.values()) == [1]
    assert market.after.duty == Decimal(3)  # of the shirt alone


def test_goods_whose_rate_becomes_needed_and_is_not_loaded_are_now_partial() -> None:
    """US: free up to USD 800 for goods not of China until 2025-08-28, by the tariff from the next day."""
    before, after = (Law(packaged_rulebook(), date(2025, 8, day)) for day in (28, 29))
    parcel = consignment("US", line("970121", "100", origin="GB"), fx={"EUR/USD": "1.15"})
    market = impact([past("A", parcel)], before, after, "USD")["eu"]

    assert market.outcomes == {Outcome.NOW_PARTIAL: 1}
    assert market.before.duty == market.after.duty == 0
    assert market.articles["1"].partly_unknown


def test_the_document_rounds_sums_and_not_their_parts() -> None:
    document = market_to_document(
        in_eu(*[past(str(n), two_mugs_and_a_shirt(), rate="0.3333") for n in (1, 2)])
    )

    assert document["compared"]["after"] == {"duty": "4.00", "tax": "4.43", "fees": "0.00", "all": "8.43"}
    assert document["affected"] == {"orders": 2, "buyers": 2}
    assert document["outcomes"] == {"dearer": 2}
