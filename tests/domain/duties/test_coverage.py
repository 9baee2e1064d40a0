"""What is known about a destination, and what a registration would change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from entrepot.domain.duties.coverage import CHAPTERS, coverage_of, schemes_of
from entrepot.domain.duties.parsing import parse_rulebook
from entrepot.domain.duties.registration_effects import registration_effects
from entrepot.rules import packaged_rulebook
from tests.domain.duties.consignments import consignment, line

RULES = """
kind = "rules"
code = "XX"
name = "X"
countries = ["DE"]
currency = "EUR"
[[rule]]
id = "xx.duty"
key = "duty"
method = "tariff"
source = "s"
confidence = "H"
[[rule]]
id = "xx.ban"
key = "restriction"
name = "Swords"
effect = "prohibited"
reason = "No."
from = 2026-01-01
to = 2027-01-01
when = { goods = ["9307"], limit = 10, currency = "USD" }
source = "s"
confidence = "L"
[[rule]]
id = "xx.off"
key = "fee"
method = "unknown_fee"
name = "a fee"
enabled = false
source = "s"
confidence = "L"
"""
TARIFF = """
kind = "tariff"
jurisdiction = "XX"
[[block]]
source = "s"
confidence = "L"
[block.rates]
"610910" = "12%"
"610990" = "12%"
"95" = "Free"
"""


def test_coverage_counts_what_is_in_force_and_names_what_is_not_there() -> None:
    book = parse_rulebook({"xx.toml": RULES, "xx.tariff.toml": TARIFF})
    found = coverage_of(book, "DE", date(2026, 6, 1))
    assert found is not None
    assert dict(found.rules) == {"H": 1, "L": 1}
    assert (dict(found.rates), found.rates_unconfirmed) == ({"61": 2, "95": 1}, 3)
    assert len(found.chapters_missing) == len(CHAPTERS) - 2 == 94
    assert (found.restrictions, found.unknown) == (("Swords",), ())
    assert found.currencies == {"EUR", "USD"}
    assert found.next_change == date(2027, 1, 1)
    assert coverage_of(book, "FR", date(2026, 6, 1)) is None


def test_a_destination_that_asks_no_tariff_misses_no_chapter() -> None:
    found = coverage_of(packaged_rulebook(), "HK", date(2026, 11, 21))
    assert found is not None
    assert (found.needs_tariff, found.chapters_missing) == (False, ())


def test_a_registration_is_compared_with_none() -> None:
    """EUR 40 + 5 freight to Germany: flat duty 3 in both, but VAT of 19 % on it only at the border."""
    asked = consignment("DE", line("610910", "40"), freight="5")
    plain, ioss = registration_effects(asked, packaged_rulebook(), ["ioss"])
    assert (plain.schemes, ioss.schemes) == ((), ("ioss",))
    assert (plain.cost.totals.tax.amount, ioss.cost.totals.tax.amount) == (Decimal("9.12"), Decimal("8.55"))
    assert ioss.saving == Decimal("0.57")
    assert ioss.cost.totals.tax.amount <= ioss.cost.totals.due_at_checkout.amount


def test_nothing_is_said_of_a_saving_where_the_goods_are_refused() -> None:
    asked = replace(consignment("DE", line("930700", "5"), on="2026-06-01"), currency="USD")
    book = parse_rulebook({"xx.toml": RULES})
    plain, _ = registration_effects(asked, book, ["ioss"])
    assert (plain.cost.status, plain.saving) == ("refused", Decimal(0))
    assert registration_effects(asked, book, ["ioss"])[1].saving is None


def test_the_schemes_of_a_territory_are_those_its_rules_ask_for() -> None:
    union = packaged_rulebook().jurisdiction_of("DE")
    assert union is not None
    assert "ioss" in schemes_of(union, date(2026, 11, 21))
