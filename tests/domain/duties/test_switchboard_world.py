"""More days on which law changed, and a list of every change known: tested, or why it cannot be."""

from typing import Any

import pytest

from tests.domain.duties import test_switchboard
from tests.domain.duties.consignments import amounts, line, quote
from tests.domain.duties.test_worked_examples import EXAMPLES

Owed = tuple[str, dict[str, str]]


def fx(base: str, quote_currency: str, rate: str = "1") -> dict[str, Any]:
    return {"currency": quote_currency, "fx": {f"{base}/{quote_currency}": rate}}


SHIRT = line("610910", "100")

# what changes, destination, goods, facts, the day before, the day, then status and amounts of both
CHANGES: list[tuple[str, str, dict[str, Any], dict[str, Any], str, str, Owed, Owed]] = [
    ("TR 2024-08", "TR", SHIRT, fx("EUR", "TRY"), "2024-08-05", "2024-08-06",
     ("complete", {"tax.single": "30.00"}), ("partial", {"tax.import": "20.00"})),
    ("TR 2024-08 from the Union", "TR", line("610910", "20", origin="DE"),
     {**fx("EUR", "TRY"), "origin_country": "DE"}, "2024-08-05", "2024-08-06",
     ("complete", {"tax.single": "3.60"}), ("complete", {"tax.single": "6.00"})),
    ("MX 2025-01-01", "MX", SHIRT, fx("USD", "MXN"), "2024-12-31", "2025-01-01",
     ("partial", {"tax.import": "16.00"}), ("complete", {"tax.global": "19.00"})),
    ("ID 2025-03-05", "ID", line("420222", "200000"), fx("USD", "IDR", "15000"), "2025-03-04", "2025-03-05",
     ("partial", {"tax.import": "22000"}),
     ("complete", {"duty.simplified": "50000", "tax.import": "28000", "tax.provincial": "13000"})),
    ("IL 2025-12", "IL", SHIRT, fx("USD", "ILS"), "2025-11-30", "2025-12-01",
     ("complete", {"tax.import": "18.00"}), ("complete", {})),
    ("IL 2026-06-01", "IL", SHIRT, fx("USD", "ILS"), "2026-05-31", "2026-06-01",
     ("complete", {}), ("complete", {"tax.import": "18.00"})),
    ("IL VAT 17 to 18 %", "IL", SHIRT, fx("USD", "ILS"), "2024-12-31", "2025-01-01",
     ("complete", {"tax.import": "17.00"}), ("complete", {"tax.import": "18.00"})),
    ("NZ 2026-04-01", "NZ", line("610910", "1100"), {"currency": "NZD"}, "2026-03-31", "2026-04-01",
     ("complete", {"duty.tariff": "110.00", "tax.import": "181.50", "fee": "106.80"}),
     ("partial", {"duty.tariff": "110.00", "tax.import": "181.50"})),
]  # fmt: skip


@pytest.mark.parametrize(
    ("to", "goods", "facts", "before", "on", "owed_before", "owed_on"),
    [change[1:] for change in CHANGES],
    ids=[change[0] for change in CHANGES],
)
def test_change_of_law_starts_on_its_day(
    to: str,
    goods: dict[str, Any],
    facts: dict[str, Any],
    before: str,
    on: str,
    owed_before: Owed,
    owed_on: Owed,
) -> None:
    earlier, later = quote(to, goods, on=before, **facts), quote(to, goods, on=on, **facts)

    assert (earlier.status.value, amounts(earlier)) == owed_before
    assert (later.status.value, amounts(later)) == owed_on


def test_metals_of_section_232_are_a_named_gap_before_and_after_their_tiers() -> None:
    for on in ("2026-04-05", "2026-04-06"):
        cost = quote("US", line("73239300", "100", tariff={"ad_valorem": "0.02"}), on=on)
        assert cost.status == "partial"
        assert "Section 232" in {gap.params.get("name", "")[:11] for gap in cost.gaps}


def test_goods_of_canada_under_section_338_need_a_look_from_its_day() -> None:
    wood = line("44079990", "100", origin="CA", tariff={"ad_valorem": "0"})

    assert quote("US", wood, on="2026-09-28").restrictions == ()
    (found,) = quote("US", wood, on="2026-09-29").restrictions
    assert (found.effect, found.rule_id) == ("licence", "us.restriction.canada-338")


# Every change of the list of effective dates: where it is tested, or why no answer depends on it.
EVERY_CHANGE = {
    "AE 2023-01-01": "AE-2023-01-01", "AE 2023-03-01": "AE-2023-03-01", "SG 2024-01-01": "SG-9",
    "CH 2024-01-01": "CH-2024", "NO 2024-01-01": "NO-350-on", "MY 2024-01-01": "MY-lvg",
    "TH 2024-07-05": "TH-2024-07-05", "BR 2024-08-01": "BR-on", "TR 2024-08": "TR 2024-08",
    "ZA 2024-09-01": "ZA-on",
    "MX 2025-01-01": "MX 2025-01-01", "VN 2025-02-18": "VN-on", "ID 2025-03-05": "ID 2025-03-05",
    "US 2025-05-02": "US relief ends for China", "PH 2025-05-07": "D-PH2",
    "EE 2025-07-01": "Estonia 22 to 24 %", "RO 2025-08-01": "Romania 19 to 21 %", "MX 2025-08-15": "MX-on",
    "US 2025-08-29": "US relief ends for all", "CL 2025-10-25": "CL-on", "IL 2025-12": "IL 2025-12",
    "TH 2026-01-01": "TH-2026-01-01", "RO 2026-01-01": "Romanian logistics fee",
    "KR 2026-01-01": "why: validity of the buyer's number, no amount depends on it",
    "TR 2026-02-06": "TR-ended", "US 2026-02-24": "IEEPA stops, Section 122 starts",
    "IL 2026-02-24": "D-IL2-2026-02-24", "IL 2026-02-25": "D-IL2-2026-02-25",
    "US 2026-02-28": "why: a planned end, overtaken by 2026-02-24",
    "FR 2026-03-01": "French small parcels charge", "NZ 2026-04-01": "NZ 2026-04-01",
    "IN 2026-04-01": "IN-2026",
    "US 2026-04-06": "why: the tiers are not loaded, the gap is tested above",
    "IL 2026-06-01": "IL 2026-06-01",
    "US 2026-06-24": "why: codifies what holds since 2025-08-29",
    "EU 2026-07-01": "EU relief ends, EUR 3 starts",
    "KZ 2026-07-01": "D-KZ1-after", "US 2026-07-22": "Section 301 Brazil",
    "US 2026-07-24": "Section 122 lapses, forced labour starts",
    "US 2026-07-24 by mail": "mail: Section 122 only, then the full stack",
    "US 2026-09-29": "why: a list that is not loaded, the notice is tested above",
    "US 2026-10-01": "US smallest formal fee of FY2027",
    "EU 2026-11-01": "why: identifiers on declarations; the handling fee is not confirmed in force",
    "all 2028-01-01": "why: HS 2028 is not loaded", "JP 2028-04-01": "why: enactment not confirmed",
    "EU 2028-07-01": "EU EUR 3 ends, tariff starts", "GB 2028-10": "why: no day enacted",
}  # fmt: skip


def test_every_known_change_of_law_is_tested_or_says_why_not() -> None:
    tested = (
        {example["id"] for example in EXAMPLES}
        | {change[0] for change in CHANGES}
        | {change[0] for change in test_switchboard.CHANGES}
    )
    untested = {
        change for change, by in EVERY_CHANGE.items() if not by.startswith("why: ") and by not in tested
    }

    assert untested == set()
