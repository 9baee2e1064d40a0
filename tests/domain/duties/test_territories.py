"""Parts of countries with law of their own are known by postcode; what is not loaded is a named gap."""

import pytest

from tests.domain.duties.consignments import amounts, line, quote

IOSS = {"registrations": {"ioss": "IM2760000742"}}
SHIRT = line("610910", "100")


def at(country: str, postcode: str) -> dict[str, str]:
    return {"country": country, "postcode": postcode}


def test_northern_ireland_pays_import_vat_or_uses_ioss_and_never_british_supply_vat() -> None:
    """Windsor Framework: import VAT or IOSS at the United Kingdom's rate; which duty is due is a gap."""
    plain = quote("GB", SHIRT, destination=at("GB", "BT1 5GS"), freight="10")
    ioss = quote("GB", SHIRT, destination=at("GB", "bt15gs"), freight="10", seller=IOSS)

    assert amounts(plain) == {"tax.import": "22.00"}
    assert amounts(ioss) == {"tax.supply": "22.00"}
    assert [gap.params for gap in plain.gaps] == [{"territory": "Northern Ireland"}]


@pytest.mark.parametrize(
    ("country", "postcode", "gaps"),
    [
        ("ES", "35001", ["gap.local_tax"]),
        ("ES", "51001", ["gap.local_duty", "gap.local_tax"]),
        ("ES", "52001", ["gap.local_duty", "gap.local_tax"]),
        ("DE", "78266", ["gap.local_duty", "gap.local_tax"]),
        ("DE", "27498", ["gap.local_duty", "gap.local_tax"]),
        ("IT", "23041", ["gap.local_duty", "gap.local_tax"]),
        ("IT", "22061", ["gap.local_tax"]),
        ("GR", "63086", ["gap.local_tax"]),
        ("GB", "JE2 3AB", ["gap.local_duty", "gap.local_tax"]),
        ("GB", "GY1 1AA", ["gap.local_duty", "gap.local_tax"]),
    ],
)
def test_what_a_territory_levies_itself_is_a_gap(country: str, postcode: str, gaps: list[str]) -> None:
    cost = quote(country, SHIRT, destination=at(country, postcode), seller=IOSS)

    assert [gap.key for gap in cost.gaps] == gaps
    assert ("duty.flat" in amounts(cost)) == ("gap.local_duty" not in gaps)


def test_ioss_does_not_reach_aland_where_import_vat_is_due() -> None:
    """Directive 2006/112/EC art. 6: outside the VAT territory, inside the customs territory."""
    cost = quote("FI", SHIRT, destination=at("FI", "22100"), seller=IOSS)
    assert amounts(cost) == {"duty.flat": "3.00", "tax.import": "26.27"}


def test_ioss_does_not_reach_the_french_overseas_departments() -> None:
    """Same article; VAT of 8.5 % in Guadeloupe, Martinique and Reunion on value and duty."""
    cost = quote("FR", SHIRT, destination=at("FR", "97110"), seller=IOSS)
    assert amounts(cost) == {"duty.flat": "3.00", "tax.import": "8.76"}
