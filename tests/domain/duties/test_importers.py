"""What the same buyer imported before, in what mode, and how the buyer is named."""

from typing import Any

import pytest

from entrepot.domain.duties import Status
from tests.domain.duties.consignments import amounts, line, quote

SHIRT = {"tariff": {"ad_valorem": "0.10"}}


def test_the_philippines_add_up_the_parcels_of_one_day() -> None:
    """CAO 02-2025, from 2025-05-07: PHP 10,000 for one recipient and day; freight does not count."""
    facts: dict[str, Any] = {"currency": "PHP", "importer": {"used_today": "6000"}, "insurance": "0"}

    assert amounts(quote("PH", line("610910", "4000", **SHIRT), **facts)) == {}
    above = quote("PH", line("610910", "4001", **SHIRT), **facts)
    assert amounts(above)["duty.tariff"] == "400.10"
    test = above.thresholds_tested[0]
    assert (test.subject, test.value.amount, test.outcome) == ("importer, today", 10001, "above")
    assert amounts(quote("PH", line("610910", "4001", **SHIRT), on="2025-05-06", **facts)) == {}


@pytest.mark.parametrize(("before", "free"), [(5, True), (6, False)])
def test_taiwan_lets_in_six_parcels_of_a_half_year(before: int, free: bool) -> None:
    """Customs: TWD 2,000, six times in half a year for one person."""
    facts: dict[str, Any] = {"currency": "TWD", "importer": {"parcels_this_half_year": before}}
    cost = quote("TW", line("610910", "1000", **SHIRT), **facts)

    assert amounts(cost) == ({} if free else {"duty.tariff": "100", "tax.import": "55"})
    counted = next(test for test in cost.thresholds_tested if test.basis == "parcels")
    assert (counted.value.amount, counted.limit.amount) == (before + 1, 6)


def test_korea_adds_up_the_parcels_of_one_day() -> None:
    facts: dict[str, Any] = {
        "currency": "USD",
        "fx": {"USD/KRW": "1000"},
        "importer": {"used_today": "100000"},
    }

    assert amounts(quote("KR", line("610910", "50", **SHIRT), **facts)) == {}
    assert amounts(quote("KR", line("610910", "51", **SHIRT), **facts))["duty.tariff"] == "5100"


def test_goods_from_a_bonded_zone_inside_china_are_a_retail_import() -> None:
    """GACC 2016 No. 75: 1210 goods leave the zone as retail import, not as a domestic sale."""
    bag = line("420222", "1000")
    for mode in ("bonded", "1210", "1239"):
        cost = quote("CN", bag, origin_country="CN", mode=mode)
        assert (cost.scheme, amounts(cost)) == ("cn_retail", {"tax.import": "91.00"})
    local = quote("CN", bag, origin_country="CN", mode="local_stock")
    assert (local.scheme, amounts(local)) == ("domestic", {"tax.domestic": "130.00"})


def test_an_edge_of_the_order_limit_in_bond() -> None:
    """Cai Guan Shui [2018] 49: CNY 5,000 is within; above it several items cannot go this way."""
    assert amounts(quote("CN", line("420222", "2500", 2), mode="bonded")) == {"tax.import": "455.00"}
    assert quote("CN", line("420222", "2500.01", 2), mode="bonded").status is Status.REFUSED


def test_a_business_with_a_vat_number_accounts_for_british_vat_itself() -> None:
    """gov.uk: up to GBP 135 the seller charges nothing to a business that gives its VAT number."""
    business = {"kind": "business", "id": "GB980780684"}
    cost = quote("GB", line("610910", "100"), importer=business)

    assert amounts(cost) == {}
    assert [notice.key for notice in cost.warnings] == ["warn.reverse_charge"]
    assert amounts(quote("GB", line("610910", "100"), importer={"kind": "business"}))["tax.supply"] == "20.00"


@pytest.mark.parametrize(
    ("to", "importer", "key"),
    [
        ("KR", {"id": "P12345"}, "warn.importer_id"),
        ("KR", {}, "warn.importer_id_missing"),
        ("KR", {"id": "P123456789012"}, None),
        ("BR", {"id": "111.444.777-36"}, "warn.importer_id"),
        ("BR", {"id": "111.444.777-35"}, None),
        ("BR", {"id": "16.727.230/0001-97"}, None),
        ("TR", {"id": "17291716061"}, "warn.importer_id"),
        ("DE", {"kind": "business", "id": "DE123"}, None),
        ("DE", {"kind": "business", "id": "123"}, "warn.importer_id"),
        ("DE", {}, None),
    ],
)
def test_a_number_the_destination_will_not_take_is_warned_of(
    to: str, importer: dict[str, str], key: str | None
) -> None:
    cost = quote(to, line("610910", "10"), importer=importer)
    found = [one for one in cost.warnings if one.key.startswith("warn.importer_id")]

    assert [one.key for one in found] == ([key] if key else [])
    assert all(one.params["path"] == "importer.id" for one in found)


def test_an_ill_formed_registration_of_the_seller_is_warned_of() -> None:
    cost = quote("DE", line("610910", "10"), seller={"registrations": {"ioss": "IM12"}})

    assert cost.warnings[0].sentence == (
        "IM12 is no number of this registration; it should look like IM2760000742 "
        "(seller.registrations.ioss)."
    )


@pytest.mark.parametrize(
    ("to", "hs", "key"),
    [("JP", "61091000", "warn.hs_length"), ("JP", "610910000", None), ("US", "6109100010", None),
     ("DE", "610910001", "warn.hs_length"), ("DE", "770100", "warn.hs_chapter")],
)  # fmt: skip
def test_a_code_that_does_not_fit_the_destination_is_warned_of(to: str, hs: str, key: str | None) -> None:
    warnings = quote(to, line("610910", "5"), line(hs, "10")).warnings
    found = [one for one in warnings if one.key.startswith("warn.hs_")]

    assert [one.key for one in found] == ([key] if key else [])
    assert all((one.line_ids, one.params["path"]) == (("2",), "lines[1].hs") for one in found)
