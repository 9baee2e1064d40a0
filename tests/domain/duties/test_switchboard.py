"""The day the law changes: one day before and on the day, for every change that is loaded."""

from typing import Any

import pytest

from tests.domain.duties.consignments import amounts, line, quote

SHIRT = line("61091000", "100", origin="VN")
CHINESE_SHIRT = line("61091000", "100")
IOSS = {"registrations": {"ioss": "IM2760000742"}}
BAG_OVER_OLD_LIMIT = line("420222", "3000", origin="AU")

# what changes, destination, lines, other facts, before, on the day, amounts before, amounts on the day
CHANGES: list[tuple[str, str, dict[str, Any], dict[str, Any], str, str, dict[str, str], dict[str, str]]] = [
    ("EU relief ends, EUR 3 starts", "DE", line("610910", "40"), {"seller": IOSS}, "2026-06-30", "2026-07-01",
     {"tax.supply": "7.60"}, {"duty.flat": "3.00", "tax.supply": "7.60"}),
    ("EU EUR 3 ends, tariff starts", "DE", line("610910", "40"), {"seller": IOSS}, "2028-06-30", "2028-07-01",
     {"duty.flat": "3.00", "tax.supply": "7.60"}, {"duty.tariff": "4.80", "tax.supply": "7.60"}),
    ("perfume had no EU relief and pays EUR 3 now", "DE", line("330300", "40"), {"seller": IOSS},
     "2026-06-30", "2026-07-01", {"duty.tariff": "0.00", "tax.supply": "7.60"},
     {"duty.flat": "3.00", "tax.supply": "7.60"}),
    ("Estonia 22 to 24 %", "EE", line("610910", "40"), {"seller": IOSS}, "2025-06-30", "2025-07-01",
     {"tax.supply": "8.80"}, {"tax.supply": "9.60"}),
    ("Romania 19 to 21 %", "RO", line("610910", "40"), {"seller": IOSS}, "2025-07-31", "2025-08-01",
     {"tax.supply": "7.60"}, {"tax.supply": "8.40"}),
    ("Slovakia 20 to 23 %", "SK", line("610910", "40"), {"seller": IOSS}, "2024-12-31", "2025-01-01",
     {"tax.supply": "8.00"}, {"tax.supply": "9.20"}),
    ("Finland 24 to 25.5 %", "FI", line("610910", "40"), {"seller": IOSS}, "2024-08-31", "2024-09-01",
     {"tax.supply": "9.60"}, {"tax.supply": "10.20"}),
    ("Romanian logistics fee", "RO", line("610910", "40"),
     {"seller": IOSS,
      "fx": [{"base": "EUR", "quote": "RON", "rate": "5", "source": "BNR", "on": "2025-12-30"}]},
     "2025-12-31", "2026-01-01", {"tax.supply": "8.40"}, {"tax.supply": "8.40", "fee": "5.00"}),
    ("French small parcels charge", "FR", line("610910", "40"), {"seller": IOSS}, "2026-02-28", "2026-03-01",
     {"tax.supply": "8.00"}, {"tax.supply": "8.00", "fee": "2.00"}),
    ("US relief ends for China", "US", CHINESE_SHIRT, {}, "2025-05-01", "2025-05-02",
     {}, {"duty.tariff": "16.50", "duty.s301": "7.50"}),
    ("US relief ends for all", "US", line("61091000", "100", origin="GB"), {}, "2025-08-28", "2025-08-29",
     {}, {"duty.tariff": "16.50", "duty.ieepa": "10.00"}),
    ("IEEPA stops, Section 122 starts", "US", CHINESE_SHIRT, {}, "2026-02-23", "2026-02-24",
     {"duty.tariff": "16.50", "duty.s301": "7.50", "duty.ieepa": "20.00"},
     {"duty.tariff": "16.50", "duty.s301": "7.50", "duty.s122": "10.00"}),
    ("mail: Section 122 only, then the full stack", "US", SHIRT, {"channel": "post"},
     "2026-07-23", "2026-07-24",
     {"duty.s122": "10.00"}, {"duty.tariff": "16.50", "duty.s301-labour": "12.50"}),
    ("Section 301 Brazil", "US", line("61091000", "100", origin="BR"), {}, "2026-07-21", "2026-07-22",
     {"duty.tariff": "16.50", "duty.s122": "10.00"},
     {"duty.tariff": "16.50", "duty.s122": "10.00", "duty.s301": "25.00"}),
    ("Section 122 lapses, forced labour starts", "US", SHIRT, {}, "2026-07-23", "2026-07-24",
     {"duty.tariff": "16.50", "duty.s122": "10.00"}, {"duty.tariff": "16.50", "duty.s301-labour": "12.50"}),
    ("US processing fee of FY2027", "US", line("95030000", "20000", origin="US"), {},
     "2026-09-30", "2026-10-01",
     {"duty.tariff": "0.00", "fee.mpf": "69.28"}, {"duty.tariff": "0.00", "fee.mpf": "69.28"}),
    ("US smallest formal fee of FY2027", "US", line("95030000", "3000", origin="US"), {},
     "2026-09-30", "2026-10-01",
     {"duty.tariff": "0.00", "fee.mpf": "33.58"}, {"duty.tariff": "0.00", "fee.mpf": "34.58"}),
    ("China's order limit 2,000 to 5,000", "CN", BAG_OVER_OLD_LIMIT, {"mode": "bonded"},
     "2018-12-31", "2019-01-01",
     {"duty.tariff": "180.00", "tax.import": "508.80"}, {"tax.import": "336.00"}),
    ("China's VAT 16 to 13 %", "CN", line("420222", "1000", origin="AU"), {"mode": "bonded"},
     "2019-03-31", "2019-04-01", {"tax.import": "112.00"}, {"tax.import": "91.00"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("to", "goods", "facts", "before", "on", "owed_before", "owed_on"),
    [change[1:] for change in CHANGES],
    ids=[change[0] for change in CHANGES],
)
def test_change_of_law_starts_on_its_day_and_not_before(
    to: str,
    goods: dict[str, Any],
    facts: dict[str, Any],
    before: str,
    on: str,
    owed_before: dict[str, str],
    owed_on: dict[str, str],
) -> None:
    assert amounts(quote(to, goods, on=before, **facts)) == owed_before
    assert amounts(quote(to, goods, on=on, **facts)) == owed_on


def test_date_that_selects_a_rule_may_differ_from_the_day_of_the_quote() -> None:
    """Sold in June with IOSS, declared in July: VAT by the sale, EUR 3 by the declaration."""
    cost = quote("DE", line("610910", "40"), on="2026-06-28", dates={"acceptance": "2026-07-02"}, seller=IOSS)

    assert amounts(cost) == {"duty.flat": "3.00", "tax.supply": "7.60"}


@pytest.mark.parametrize(
    ("to", "value", "expected"),
    [
        ("GB", "135.00", {"tax.supply": "27.00"}),
        ("GB", "135.01", {"duty.tariff": "16.20", "tax.import": "30.24"}),
        ("DE", "150.00", {"duty.flat": "3.00", "tax.import": "29.07"}),
        ("DE", "150.01", {"duty.tariff": "18.00", "tax.import": "31.92"}),
        ("AU", "1000.00", {}),
        ("AU", "1000.01", {"duty.tariff": "50.00", "tax.import": "105.00", "fee": "50.00"}),
    ],
)
def test_value_at_the_limit_is_within_it(to: str, value: str, expected: dict[str, str]) -> None:
    assert amounts(quote(to, line("610910", value))) == expected


def test_freight_does_not_count_towards_the_british_and_european_limits() -> None:
    assert amounts(quote("GB", line("610910", "135"), freight="30")) == {"tax.supply": "33.00"}
    assert "duty.flat" in amounts(quote("DE", line("610910", "150"), freight="30"))


def test_australian_item_limit_is_per_piece_and_order_limit_per_consignment() -> None:
    registered = {"registrations": {"au_gst": "ARN 300012345678"}}
    cost = quote("AU", line("610910", "600", 2), seller=registered)

    assert amounts(cost) == {"duty.tariff": "60.00", "tax.supply": "120.00", "fee": "50.00"}
