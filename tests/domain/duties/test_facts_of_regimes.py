"""Facts of single regimes, each with the source of its figure."""

from decimal import Decimal
from typing import Any

import pytest

from entrepot.domain.duties import Status
from tests.domain.duties.consignments import amounts, line, quote

TEN = {"tariff": {"ad_valorem": "0.10"}}


def gaps(to: str, *lines: dict[str, Any], **facts: Any) -> list[str]:
    return [gap.key for gap in quote(to, *lines, **facts).gaps]


def test_toys_are_in_the_three_percent_class_of_japan() -> None:
    """Simplified tariff class 6: plastics, glass, base metals, furniture, toys. 50,000 x 60 % = 30,000."""
    assert amounts(quote("JP", line("950300", "50000"), currency="JPY"))["duty.simplified"] == "900"


def test_the_seller_owes_japanese_tax_on_small_parcels_from_april_2028() -> None:
    """Outline of December 2025: 10 % (7.8 national and 2.2 local) on mail-order goods up to JPY 10,000."""
    shirt = line("620520", "5000")
    assert amounts(quote("JP", shirt, on="2028-03-31", currency="JPY")) == {}
    assert amounts(quote("JP", shirt, on="2028-04-01", currency="JPY")) == {"tax.supply": "500"}


def test_british_duty_relief_ends_in_october_2028() -> None:
    """BRC 2026: by October 2028 at the latest; the seller goes on collecting VAT."""
    shirt = line("610910", "100", tariff={"ad_valorem": "0.12"})
    assert amounts(quote("GB", shirt, on="2028-09-30")) == {"tax.supply": "20.00"}
    assert amounts(quote("GB", shirt, on="2028-10-01")) == {"duty.tariff": "12.00", "tax.supply": "20.00"}


def test_books_have_no_courier_relief_in_canada() -> None:
    """Courier Imports Remission Order: not for alcohol, tobacco, books and periodicals."""
    facts = {"origin_country": "US", "currency": "CAD", "destination": {"country": "CA", "region": "ON"}}
    book = line("490199", "30", origin="US", tariff={"ad_valorem": "0"})
    assert amounts(quote("CA", book, **facts)) == {"duty.tariff": "0.00", "tax.import": "3.90"}
    assert amounts(quote("CA", line("950300", "30"), **facts)) == {}


@pytest.mark.parametrize(
    ("on", "kilograms", "duty"),
    [("2024-03-31", 2, None), ("2024-04-01", 2, "45.00"), ("2024-03-31", 33, "4.00")],
)
def test_the_eurasian_union_weighs_parcels_and_had_a_higher_limit(on: str, kilograms: int, duty: str) -> None:
    """EUR 1,000 to 2024-03-31, then 200; 31 kg; 15 % of the excess, at least EUR 2 for each kg of it."""
    shirt = line("610910", "500", net_weight_g=kilograms * 1000)
    cost = quote("KZ", shirt, on=on, currency="EUR", fx={"EUR/KZT": "1"})
    assert amounts(cost) == ({"duty.simplified": duty} if duty else {})


def test_income_tax_of_indonesia_above_1500_dollars_is_a_gap() -> None:
    """PMK 4/2025: PPh art. 22 is due above USD 1,500; its rates are not loaded."""
    facts = {"currency": "USD", "fx": {"USD/IDR": "16000"}}
    assert gaps("ID", line("851713", "1501", **TEN), **facts) == ["gap.fee"]
    assert gaps("ID", line("851713", "1500", **TEN), **facts) == []


def test_indonesia_assumes_half_a_percent_of_insurance() -> None:
    """(100 + 10) x 1.005 x 16,000 = 1,768,800; 7.5 % = 132,660, rounded up to 1,000."""
    facts = {"currency": "USD", "fx": {"USD/IDR": "16000"}, "freight": "10"}
    assert amounts(quote("ID", line("851830", "100"), **facts))["duty.simplified"] == "133000"
    stated = quote("ID", line("851830", "100"), insurance="0", **facts)
    assert amounts(stated)["duty.simplified"] == "132000"


def test_brokerage_is_in_the_philippine_base_for_couriers_only() -> None:
    """Informal entry calculator: 700 brokerage (courier), 30 stamp: 12 % x (20,000 + 2,000 + 30 + 700)."""
    facts: dict[str, Any] = {"currency": "PHP", "insurance": "0"}
    assert amounts(quote("PH", line("610910", "20000", **TEN), **facts))["tax.import"] == "2727.60"
    post = quote("PH", line("610910", "20000", **TEN), channel="post", **facts)
    assert amounts(post)["tax.import"] == "2643.60"


def test_social_welfare_surcharge_of_india_is_on_the_duty_alone() -> None:
    """Ordinary imports 10 % of BCD; heading 9804 nil; entry 608: 10 + 1 + 19.98 = 30.98 % of 10,000."""
    business = quote("IN", line("841510", "40000", tariff={"ad_valorem": "0.20"}), currency="INR",
                     importer={"kind": "business"})  # fmt: skip
    assert amounts(business) == {"duty.tariff": "8000", "duty.surcharge": "800", "tax.import": "8784"}
    entry = line("300490", "10000", attributes={"notification_50_2017_608": True})
    cost = quote("IN", entry, currency="INR", on="2025-12-01")
    assert amounts(cost) == {"duty.tariff": "1000", "duty.surcharge": "100", "tax.import": "1998"}


def test_india_does_not_collect_up_to_100_rupees() -> None:
    """DGFT note: 41.60 % of 240 is 99.84, of 250 it is 104."""
    for value, owed in (("240", {}), ("250", {"duty.tariff": "50", "tax.import": "54"})):
        assert amounts(quote("IN", line("610910", value), currency="INR", on="2026-01-01")) == owed


def test_new_zealand_waived_duty_and_tax_together() -> None:
    """Until 2019-11-30 nothing below NZD 60 of duty and GST together: 300 x 10 % = 30, GST 49.50."""
    shirt = line("610910", "300", **TEN)
    cost = quote("NZ", shirt, currency="NZD", on="2019-11-30")
    assert amounts(cost) == {"duty.tariff": "30.00", "tax.import": "49.50"}
    assert amounts(quote("NZ", line("610910", "200", **TEN), currency="NZD", on="2019-11-30")) == {}


def test_goods_of_the_customs_union_bear_no_uplift_in_south_africa() -> None:
    """VAT Act s. 13(2): 15 % of 1,000 + 100 duty; others of 1,100 + 100."""
    assert (
        amounts(quote("ZA", line("610910", "1000", origin="BW", **TEN), currency="ZAR"))["tax.import"]
        == "165.00"
    )
    assert amounts(quote("ZA", line("610910", "1000", **TEN), currency="ZAR"))["tax.import"] == "180.00"


def test_luxury_goods_paid_20_percent_more_in_turkiye() -> None:
    """Decree 8787: 60 % and 20 % for OTV list IV, to 2026-02-05; prescribed medicines keep the single tax."""
    facts: dict[str, Any] = {"fx": {"EUR/TRY": "1"}}
    phone = line("851713", "20", attributes={"otv_list_iv": True})
    assert amounts(quote("TR", phone, on="2026-02-05", **facts)) == {"tax.single": "16.00"}
    medicine = line("300490", "1000", attributes={"prescribed": True})
    assert amounts(quote("TR", medicine, **facts)) == {"tax.single": "600.00"}


def test_mexico_can_be_switched_to_where_the_parcel_comes_from() -> None:
    """Rule 3.7.35: by origin; the other reading asks for provenance."""
    rules = {f"mx.duty.provenance-{step}.enabled": True for step in ("50", "117", "2500")}
    facts: dict[str, Any] = {"currency": "USD", "fx": {"USD/MXN": "1"}, "origin_country": "US"}
    assert amounts(quote("MX", line("610910", "100"), **facts)) == {"tax.global": "33.50"}
    assert amounts(quote("MX", line("610910", "100"), overrides=rules, **facts)) == {"tax.global": "17.00"}


@pytest.mark.parametrize(("on", "key"), [("2025-02-03", []), ("2025-02-04", ["gap.rate_of_origin"])])
def test_the_first_emergency_duties_on_china_are_a_gap(on: str, key: list[str]) -> None:
    """EO 14195: from 2025-02-04; the rates up to 2025-05-13 are not loaded."""
    assert gaps("US", line("61091000", "900"), on=on) == key


def test_the_romanian_fee_is_an_estimate_once_its_fate_is_unknown() -> None:
    """RON 25 from 2026-01-01; its status after 2026-07-01 is unknown."""
    ron = {"fx": {"EUR/RON": "5"}}
    assert quote("RO", line("610910", "50"), on="2026-06-30", **ron).status is Status.COMPLETE
    assert quote("RO", line("610910", "50"), on="2026-07-01", **ron).status is Status.ESTIMATE


def test_import_vat_takes_the_rate_of_the_day_of_acceptance_and_ioss_that_of_the_sale() -> None:
    """Estonia 22 to 24 % on 2025-07-01, sold the day before and accepted the day after."""
    dates = {"dates": {"sale": "2025-06-30", "acceptance": "2025-07-02"}, "on": "2025-07-02"}
    assert amounts(quote("EE", line("610910", "100"), **dates)) == {"tax.import": "24.00"}
    ioss = {"seller": {"registrations": {"ioss": "IM2760000742"}}}
    assert amounts(quote("EE", line("610910", "100"), **dates, **ioss)) == {"tax.supply": "22.00"}


def test_a_standard_declaration_counts_items_by_ten_digits() -> None:
    """Delegated Regulation (EU) 2026/1022: six digits in H7, up to ten in H1."""
    shirts = [line("6109100010", "20"), line("6109100090", "20")]
    assert amounts(quote("DE", *shirts))["duty.flat"] == "3.00"
    assert amounts(quote("DE", *shirts, declaration="standard"))["duty.flat"] == "6.00"


def test_a_share_of_freight_that_comes_to_half_a_cent_is_rounded_as_law_rounds() -> None:
    """(50 + 1/3) x 4.5 % is exactly 2.265: half up, and not 2.26499 of a share cut short."""
    free = line("610910", "50", tariff={"ad_valorem": "0"})
    cost = quote("GB", free, free, line("640411", "50", tariff={"ad_valorem": "0.045"}), freight="1")
    assert cost.totals.duty.amount == Decimal("2.27")
