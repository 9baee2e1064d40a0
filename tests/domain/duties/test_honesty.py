"""What is not known is said, never assumed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from entrepot.domain.duties import Place, RuleBook, Status, currencies_needed, landed_cost
from entrepot.domain.duties.explanations import TEMPLATES
from entrepot.domain.money import Money
from entrepot.rules import packaged_rulebook
from tests.domain.duties.consignments import amounts, consignment, line, quote


def gaps(cost: object) -> list[str]:
    return [gap.key for gap in cost.gaps]  # type: ignore[attr-defined]


def test_a_destination_without_rules_is_partial_and_names_the_gap() -> None:
    cost = quote("AQ", line("610910", "40"))

    assert cost.status is Status.PARTIAL
    assert cost.gaps[0].sentence == "The rules of AQ are not loaded, so its duties and taxes are unknown."


def test_a_code_without_a_loaded_rate_is_a_gap_and_not_free() -> None:
    cost = quote("DE", line("870321", "9000"))

    assert cost.status is Status.PARTIAL
    assert gaps(cost) == ["gap.tariff"]


def test_unclassified_goods_are_a_gap_even_where_no_duty_would_be_due() -> None:
    cost = quote("GB", line("", "40"))

    assert cost.status is Status.PARTIAL
    assert gaps(cost) == ["gap.unclassified"]


def test_a_missing_exchange_rate_is_a_gap() -> None:
    cost = quote("GB", line("610910", "40"), currency="USD")

    assert gaps(cost) == ["gap.fx"]
    assert cost.status is Status.PARTIAL


def test_excise_is_a_gap_for_wine_and_not_for_shirts() -> None:
    cost = quote("GB", line("220421", "40", attributes={"litre": "0.75"}), line("610910", "20"))

    assert gaps(cost) == ["gap.excise"]
    assert cost.gaps[0].line_ids == ("1",)


def test_an_unconfirmed_rule_makes_an_estimate() -> None:
    cost = quote("US", line("61091000", "100", origin="VN"))

    assert cost.status is Status.ESTIMATE
    assert "warn.low_confidence" in [notice.key for notice in cost.warnings]


def test_an_origin_missing_on_the_forced_labour_list_is_a_gap() -> None:
    cost = quote("US", line("61091000", "100", origin="TH"))

    assert cost.status is Status.PARTIAL
    assert cost.gaps[0].params == {"origin": "TH", "name": "Section 301 forced labour"}


def test_a_code_too_short_to_tell_takes_the_dearest_rate_and_says_so() -> None:
    cost = quote("US", line("620520", "100", origin="AU"), on="2026-03-01")

    assert amounts(cost)["duty.tariff"] == "19.70"
    assert "warn.ambiguous_code" in [notice.key for notice in cost.warnings]
    assert cost.status is Status.ESTIMATE


def test_inland_sales_tax_of_the_united_states_is_a_gap() -> None:
    cost = quote("US", line("61091000", "100"), origin_country="US")

    assert gaps(cost) == ["gap.domestic_tax"]


def test_prohibited_goods_are_refused_and_nothing_is_calculated() -> None:
    cost = quote("CN", line("240220", "50", origin="AU"), line("190110", "20", origin="AU"), mode="bonded")

    assert cost.status is Status.REFUSED
    assert cost.charges == ()
    assert cost.restrictions[0].effect == "prohibited"
    assert cost.restrictions[0].notice.line_ids == ("1",)


def test_a_licence_is_told_without_refusing() -> None:
    cost = quote("US", line("190110", "50", origin="AU", tariff={"ad_valorem": "0.1"}), on="2026-03-01")

    assert [found.effect for found in cost.restrictions] == ["licence"]
    assert cost.status is Status.ESTIMATE


def test_a_cost_whose_parts_do_not_add_up_cannot_exist() -> None:
    cost = quote("DE", line("610910", "40"))

    with pytest.raises(ValueError, match="do not add up"):
        replace(cost, charges=cost.charges[1:])
    with pytest.raises(ValueError, match="is not the landed cost"):
        replace(cost, totals=replace(cost.totals, due_at_checkout=Money.of("1", "EUR")))
    with pytest.raises(ValueError, match="do not make the base"):
        replace(cost.charges[0], base_parts=(("goods", Decimal(1)),))


def test_an_empty_book_knows_nothing() -> None:
    cost = landed_cost(consignment("DE", line("610910", "40")), RuleBook.build(()))

    assert gaps(cost) == ["gap.regime"]


def test_names_the_currencies_a_quote_will_need() -> None:
    wine = line("220421", "40", attributes={"litre": "0.75"})

    assert currencies_needed(consignment("GB", wine, currency="CNY"), packaged_rulebook()) == {"CNY", "GBP"}
    assert currencies_needed(consignment("RO", line("610910", "1")), packaged_rulebook()) == {"EUR", "RON"}


CLEARANCE_FEE = (
    "A carrier may ask its own clearance fee (Royal Mail: GBP 8) when charges are settled on delivery."
)


@pytest.mark.parametrize(("incoterm", "fees"), [("DDP", []), ("DAP", [CLEARANCE_FEE])])
def test_a_fee_for_settling_on_delivery_is_named_only_when_something_is_settled_there(
    incoterm: str, fees: list[str]
) -> None:
    cost = quote("GB", line("610910", "400"), incoterm=incoterm)

    assert [note.sentence for note in cost.not_included] == fees


def test_a_fee_for_settling_on_delivery_is_named_while_charges_are_not_known() -> None:
    cost = quote("GB", line("", "400"), incoterm="DDP")

    assert CLEARANCE_FEE in [note.sentence for note in cost.not_included]


def test_every_sentence_can_be_said() -> None:
    for cost in (
        quote("DE", line("610910", "40")),
        quote("US", line("61091000", "100"), line("", "3"), line("730110", "5")),
        quote("CN", line("330499", "425", origin="AU"), mode="bonded"),
        quote("GB", line("610910", "400"), origin_country="GB"),
    ):
        for part in (*cost.charges, *cost.warnings, *cost.gaps, *cost.not_included):
            assert "{" not in part.sentence
    assert all(not text.startswith(" ") for text in TEMPLATES.values())


def test_freight_inside_one_customs_territory_bears_domestic_tax_only() -> None:
    cost = quote("FR", line("610910", "40"), origin_country="DE", freight="10")

    assert amounts(cost) == {"tax.domestic": "10.00"}
    assert cost.scheme == "domestic"
    assert cost.totals.due_on_delivery.amount == 0


@pytest.mark.parametrize(
    ("to", "goods", "tax"),
    [
        ("GB", line("490199", "40"), "0.00"),
        ("GB", line("611020", "40", attributes={"childrens": True}), "0.00"),
        ("GB", line("611020", "40"), "8.00"),
        ("GB", line("180690", "40"), "8.00"),
        ("DE", line("490199", "40"), "2.80"),
        ("IE", line("490199", "40"), "0.00"),
        ("AU", line("190110", "40"), "0.00"),
        ("CN", line("100630", "40"), "3.60"),
    ],
)
def test_domestic_tax_follows_the_class_of_the_goods(to: str, goods: dict[str, object], tax: str) -> None:
    assert amounts(quote(to, goods, origin_country=to)) == {"tax.domestic": tax}


def test_a_territory_with_a_rate_of_its_own_is_known_by_its_postcode() -> None:
    madeira = quote(
        "PT",
        line("610910", "100"),
        origin_country="PT",
        destination={"country": "PT", "postcode": "9000-001"},
    )
    canaries = quote(
        "ES", line("610910", "100"), origin_country="ES", destination={"country": "ES", "postcode": "35001"}
    )

    assert amounts(madeira) == {"tax.domestic": "22.00"}
    assert gaps(canaries) == ["gap.local_tax"]


def test_delivered_duty_unpaid_is_due_on_delivery_but_tax_at_the_sale_is_not() -> None:
    cost = quote(
        "DE", line("610910", "40"), incoterm="DAP", seller={"registrations": {"ioss": "IM2760000742"}}
    )

    assert cost.totals.due_on_delivery == Money.of("3.00", "EUR")
    assert cost.totals.due_at_checkout == Money.of("47.60", "EUR")


def test_destination_place_keeps_region_and_postcode() -> None:
    assert consignment(
        "US", line("610910", "1"), destination={"country": "US", "region": "CA"}
    ).destination == Place("US", "CA")


def test_only_the_first_surcharge_of_a_group_is_charged() -> None:
    """Solar cells stand on list 1-3 and on the 2024 review: 50 %, not 75 %."""
    cost = quote("US", line("85411000", "100", tariff={"ad_valorem": "0"}), on="2026-08-01")

    assert amounts(cost) == {"duty.tariff": "0.00", "duty.s301": "50.00", "duty.s301-labour": "12.50"}


def test_each_kind_of_goods_bears_its_own_flat_duty_in_the_base_of_tax() -> None:
    """EUR 3 on the shirt bears 20 %, EUR 3 on the book 5.5 %."""
    cost = quote("FR", line("610910", "30"), line("490199", "10"))

    bases = {charge.line_ids: charge.base.amount for charge in cost.charges if charge.code == "tax.import"}
    assert bases == {("1",): Decimal("33.00"), ("2",): Decimal("13.00")}
    assert amounts(cost)["tax.import"] == "7.32"


def test_duty_on_goods_of_two_tax_rates_is_shared_by_value() -> None:
    """One code, one duty of 36.00 on 300; a third of the goods is for children."""
    small = line("611030", "100", attributes={"childrens": True})
    cost = quote("GB", small, line("611030", "200"))

    bases = {charge.line_ids: charge.base.amount for charge in cost.charges if charge.code == "tax.import"}
    assert bases == {("1",): Decimal("112.00"), ("2",): Decimal("224.00")}


def test_a_code_too_short_for_a_surcharge_list_is_charged_and_said() -> None:
    cost = quote("US", line("610910", "100"), on="2026-03-01")

    assert amounts(cost)["duty.s301"] == "7.50"
    assert "warn.list_ambiguous" in [notice.key for notice in cost.warnings]
