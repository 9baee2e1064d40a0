"""Standard rates of VAT of the member states, November 2026 (vatnode.dev; ibericode/vat-rates)."""

from decimal import Decimal

import pytest

from tests.domain.duties.consignments import line, quote

RATES = (
    "AT 20, BE 21, BG 20, HR 25, CY 19, CZ 21, DK 25, EE 24, FI 25.5, FR 20, DE 19, GR 24, HU 27, IE 23, "
    "IT 22, LV 21, LT 21, LU 17, MT 18, NL 21, PL 23, PT 23, RO 21, SK 23, SI 22, ES 21, SE 25"
)


@pytest.mark.parametrize(("country", "rate"), [tuple(pair.split()) for pair in RATES.split(", ")])
def test_standard_rate_of_every_member_state(country: str, rate: str) -> None:
    cost = quote(country, line("610910", "100"), origin_country="DE")

    assert cost.totals.tax.amount == Decimal(rate)
