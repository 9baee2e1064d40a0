"""Published figures that are wrong, each held against the right one and against how the mistake was made."""

from decimal import Decimal
from typing import Any

import pytest

from tests.domain.duties.consignments import amounts, line, quote

ONE_TO_FIVE = [{"base": "USD", "quote": "BRL", "rate": "5", "source": "example", "on": "2025-07-29"}]
ONE_TO_ONE = [{"base": "USD", "quote": "BRL", "rate": "1", "source": "example", "on": "2025-07-29"}]
PRC = {"registrations": {"br_prc": "PRC"}}


def brazil(value: str, fx: Any, freight: str = "0") -> Any:
    return quote(
        "BR", line("610910", value), on="2025-07-29", currency="BRL", fx=fx, seller=PRC, freight=freight
    )


def test_brazilian_icms_is_inside_its_own_base() -> None:
    """borainvestir.b3.com.br: R$ 100 makes R$ 140.40, which is 120 x 1.17."""
    landed = brazil("100", ONE_TO_FIVE).totals.landed.amount

    assert landed == Decimal("144.58")
    assert landed != Decimal("120") * Decimal("1.17") == Decimal("140.40")


def test_brazilian_freight_is_taxed_like_the_goods() -> None:
    """oliveiraalves.com.br: R$ 200 + R$ 20 of freight makes R$ 301.40."""
    assert brazil("200", ONE_TO_FIVE, "20").totals.landed.amount == Decimal("318.07")


@pytest.mark.parametrize("value", ["50.01", "75", "99", "200", "3000"])
def test_brazilian_60_percent_less_20_is_the_same_line_as_two_bands(value: str) -> None:
    """jornaljf.com.br: 20 % of the first USD 50 and 60 % of the rest. Not the wording, but the same duty."""
    bands = Decimal("0.20") * 50 + Decimal("0.60") * (Decimal(value) - 50)

    assert brazil(value, ONE_TO_ONE).totals.duty.amount == bands.quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_indian_surcharge_is_never_levied_on_the_goods_themselves() -> None:
    """caalley.com, an air conditioner of CIF 40,000: social welfare surcharge on CIF + BCD + IGST."""
    cost = quote("IN", line("841510", "40000"), on="2026-03-31", currency="INR")
    wrong_surcharge = Decimal("0.10") * (40000 + 8000 + 8640)

    assert amounts(cost) == {"duty.tariff": "8000", "tax.import": "8640"}
    assert cost.totals.duty.amount + cost.totals.tax.amount == Decimal(16640) < 16640 + wrong_surcharge


@pytest.mark.parametrize(
    ("on", "tax"),
    [("2024-12-31", "25.50"), ("2025-01-01", "27.00"), ("2025-11-30", "27.00"), ("2025-12-01", "0.00"),
     ("2026-02-23", "0.00"), ("2026-06-01", "27.00")],
)  # fmt: skip
def test_israeli_vat_on_150_dollars_depends_on_the_day(on: str, tax: str) -> None:
    """comgateway.com: USD 25.50 at 17 %. That ended with 2024; for a winter nothing was due at all."""
    fx = [{"base": "USD", "quote": "ILS", "rate": "1", "source": "example", "on": on}]
    cost = quote("IL", line("640411", "150"), on=on, currency="ILS", fx=fx)

    assert cost.totals.tax.amount == Decimal(tax)


def test_israeli_freight_is_in_the_taxed_value_and_not_in_the_tested_one() -> None:
    fx = [{"base": "USD", "quote": "ILS", "rate": "1", "source": "example", "on": "2026-07-01"}]
    within = quote("IL", line("640411", "75"), on="2026-07-01", currency="ILS", fx=fx, freight="30")
    above = quote("IL", line("640411", "75.01"), on="2026-07-01", currency="ILS", fx=fx, freight="30")

    assert within.totals.tax.amount == 0
    assert above.totals.tax.amount == Decimal("18.90")


def test_section_122_was_ten_percent() -> None:
    """Several blogs: 15 %. Heading 9903.03.01 says 10; the other reading is one override."""
    toy = line("95030000", "100", origin="AU")

    assert amounts(quote("US", toy, on="2026-04-01"))["duty.s122"] == "10.00"
    otherwise = quote("US", toy, on="2026-04-01", overrides={"us.surcharge.s122.rate": "0.15"})
    assert amounts(otherwise)["duty.s122"] == "15.00"
    assert "warn.override" in {notice.key for notice in otherwise.warnings}


@pytest.mark.parametrize(("hs", "value"), [("180632", "98"), ("220210", "300")])
def test_norwegian_figures_with_unstated_excise_are_not_reproduced_but_named_as_a_gap(
    hs: str, value: str
) -> None:
    """toll.no 2019: chocolate of NOK 98 pays 61, soft drinks of NOK 300 pay 764, without a breakdown."""
    cost = quote("NO", line(hs, value), on="2020-12-31", currency="NOK")

    assert cost.status == "partial"
    assert "gap.excise" in {gap.key for gap in cost.gaps}
    later = quote("NO", line(hs, value), on="2021-07-01", currency="NOK")
    assert "gap.excise" not in {gap.key for gap in later.gaps}
