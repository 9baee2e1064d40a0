"""Preferential duty: only with proof, only for what is covered, never unsaid where it is lower."""

from entrepot.domain.duties import LandedCost
from tests.domain.duties.consignments import amounts, line, quote

SHIRT = "61091000"


def said(cost: LandedCost) -> list[str]:
    return [notice.key for notice in cost.warnings]


def claim(agreement: str = "", proof: str = "statement on origin") -> dict[str, dict[str, str]]:
    return {"preference": {"agreement": agreement, "proof": proof}}


def test_a_proven_claim_takes_the_rate_of_the_special_column() -> None:
    """HTS 6109.10.00: 16.5 %, free under S (USMCA) and AU."""
    for origin, agreement in (("MX", "USMCA"), ("MX", "cusma"), ("MX", "S"), ("AU", "")):
        cost = quote("US", line(SHIRT, "100", origin=origin, **claim(agreement)), on="2026-03-01")
        assert amounts(cost)["duty.tariff"] == "0.00"
        assert cost.charges[0].rule.id in ("us.tariff.S.61", "us.tariff.AU.61")


def test_a_claim_without_proof_pays_the_ordinary_duty_and_says_what_would_be_lower() -> None:
    cost = quote("US", line(SHIRT, "100", origin="AU", **claim("", "")), on="2026-03-01")

    assert amounts(cost)["duty.tariff"] == "16.50"
    assert "warn.preference_unproven" in said(cost)


def test_without_a_claim_the_lower_rate_is_mentioned() -> None:
    cost = quote("US", line(SHIRT, "100", origin="AU"), on="2026-03-01")

    assert amounts(cost)["duty.tariff"] == "16.50"
    assert "warn.preference_possible" in said(cost)


def test_an_agreement_that_does_not_cover_the_origin_gives_nothing() -> None:
    cost = quote("US", line(SHIRT, "100", origin="VN", **claim("USMCA")), on="2026-03-01")

    assert amounts(cost)["duty.tariff"] == "16.50"
    assert "warn.preference_not_covered" in said(cost)


def test_goods_of_the_united_kingdom_are_free_in_the_union_with_proof() -> None:
    """EU-UK Trade and Cooperation Agreement; the attribute is the short way to claim any agreement."""
    shirt = {"tariff": None, "attributes": {"proof_of_origin": True}}
    assert amounts(quote("DE", line("610910", "200", origin="GB", **shirt)))["duty.tariff"] == "0.00"
    assert amounts(quote("DE", line("610910", "200", origin="GB")))["duty.tariff"] == "24.00"


def test_a_preference_in_a_standard_declaration_without_ioss_escapes_the_three_euro() -> None:
    """Regulation (EU) 2026/382: both conditions, a standard declaration and no IOSS."""
    shirt = line("610910", "100", origin="GB", **claim("EU-UK TCA"))
    ioss = {"registrations": {"ioss": "IM2760000742"}}

    assert amounts(quote("DE", shirt, declaration="standard")) == {
        "duty.tariff": "0.00",
        "tax.import": "19.00",
    }
    assert amounts(quote("DE", shirt)) == {"duty.flat": "3.00", "tax.import": "19.57"}
    with_ioss = quote("DE", shirt, declaration="standard", seller=ioss)
    assert amounts(with_ioss) == {"duty.flat": "3.00", "tax.supply": "19.00"}


def test_usmca_goods_are_exempt_from_section_122() -> None:
    free = quote("US", line(SHIRT, "100", origin="MX", **claim("USMCA")), on="2026-03-01")
    charged = quote("US", line(SHIRT, "100", origin="MX"), on="2026-03-01")

    assert "duty.s122" not in amounts(free)
    assert amounts(charged)["duty.s122"] == "10.00"
