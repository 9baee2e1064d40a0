"""A carrier's invoice against what was agreed: what is contested, and why."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from entrepot.domain.carrier_invoices import Agreed, BilledLine, Judged, Tolerance, judge
from entrepot.domain.money import Money

TOLERANCE = Tolerance(share=Decimal("0.02"), amount=Decimal("0.50"))


def euro(amount: str) -> Money:
    return Money.of(amount, "EUR")


def agreed(**fields: object) -> Agreed:
    known: dict[str, object] = {
        "parts": {"freight": euro("6.25"), "duty": euro("2.00"), "tax": euro("5.30")}, "weight_g": 400,
        "service": "economy", "zone": "EU", "surcharges": frozenset({"fuel"}),
    }  # fmt: skip
    return Agreed(**{**known, **fields})  # type: ignore[arg-type]


def billed(**fields: object) -> BilledLine:
    known: dict[str, object] = {"row": 2, "number": "LE1", "currency": "EUR", "freight": Decimal("6.25")}
    return BilledLine(**{**known, **fields})  # type: ignore[arg-type]


def contested(found: Judged) -> Mapping[str, str]:
    return {part.part: str(part.contested.amount) for part in found.parts if part.contested}


def codes(found: Judged) -> list[str]:
    return [reason.code for reason in found.reasons]


def test_what_was_agreed_is_accepted_without_a_word() -> None:
    line = billed(service="Economy", zone="eu", charged_weight_g=400, surcharges={"Fuel": Decimal("0.10")})
    found = judge(line, agreed(), TOLERANCE)
    assert (found.is_contested, found.reasons) == (False, ())
    assert (found.parts[0].billed, found.parts[0].agreed) == (euro("6.35"), euro("6.25"))


@pytest.mark.parametrize(("freight", "expected"), [("6.75", {}), ("6.76", {"freight": "0.51"}), ("3.00", {})])
def test_freight_may_be_half_a_unit_more_and_any_less(freight: str, expected: dict[str, str]) -> None:
    assert contested(judge(billed(freight=Decimal(freight)), agreed(), TOLERANCE)) == expected


def test_of_a_large_bill_a_fiftieth_more_is_within_tolerance() -> None:
    terms = agreed(parts={"freight": euro("1000.00")})
    assert not judge(billed(freight=Decimal("1020.00")), terms, TOLERANCE).is_contested
    assert contested(judge(billed(freight=Decimal("1020.01")), terms, TOLERANCE)) == {"freight": "20.01"}


def test_each_cause_of_a_dearer_freight_is_told_with_both_values() -> None:
    line = billed(
        freight=Decimal("9.00"), service="express", zone="Remote", charged_weight_g=1_500,
        surcharges={"fuel": Decimal("0.50"), "peak": Decimal("1.00")},
    )  # fmt: skip
    found = judge(line, agreed(), TOLERANCE)
    assert contested(found) == {"freight": "4.25"}
    assert [(each.code, each.billed, each.agreed) for each in found.reasons] == [
        ("weight", "1500", "400"), ("zone", "Remote", "EU"), ("service", "express", "economy"),
        ("surcharge", "peak", ""),
    ]  # fmt: skip


def test_a_dearer_freight_without_a_cause_is_a_matter_of_the_price() -> None:
    found = judge(billed(freight=Decimal("8.00")), agreed(), TOLERANCE)
    assert [(each.code, each.billed, each.agreed) for each in found.reasons] == [("price", "8.00", "6.25")]


def test_an_unknown_number_is_contested_whole() -> None:
    found = judge(billed(duty=Decimal("1.00")), None, TOLERANCE)
    assert (contested(found), codes(found)) == ({"freight": "6.25", "duty": "1.00"}, ["unknown_number"])


def test_what_was_billed_before_is_contested_and_what_was_not_is_judged() -> None:
    line = billed(duty=Decimal("2.00"))
    found = judge(line, agreed(billed=frozenset({"freight"})), TOLERANCE)
    assert (contested(found), codes(found)) == ({"freight": "6.25"}, ["billed_before"])
    assert [part.agreed for part in found.parts] == [euro("0"), euro("2.00")]


def test_a_parcel_that_never_left_costs_nothing() -> None:
    found = judge(billed(), agreed(has_left=False), TOLERANCE)
    assert (contested(found), codes(found)) == ({"freight": "6.25"}, ["not_sent"])


@pytest.mark.parametrize("why", ["due_on_delivery", "declared_by_us"])
def test_tax_that_is_not_the_carriers_to_pay_is_contested_whole(why: str) -> None:
    terms = agreed(parts={"freight": euro("6.25")}, not_ours={"tax": why})
    found = judge(billed(tax=Decimal("0.10")), terms, TOLERANCE)
    assert (contested(found), codes(found)) == ({"tax": "0.10"}, [why])


def test_duty_above_the_quote_is_told_by_its_kind_and_fees_nobody_agreed_on_too() -> None:
    line = billed(duty=Decimal("3.00"), tax=Decimal("5.30"), fee=Decimal("12.00"))
    found = judge(line, agreed(), TOLERANCE)
    assert contested(found) == {"duty": "1.00", "fee": "12.00"}
    assert [(each.code, each.billed, each.agreed) for each in found.reasons] == [
        ("duty", "3.00", "2.00"), ("fee", "12.00", "0.00"),
    ]  # fmt: skip


def test_freight_that_nobody_agreed_on_is_contested() -> None:
    found = judge(billed(), agreed(parts={}), TOLERANCE)
    assert (contested(found), codes(found)) == ({"freight": "6.25"}, ["nothing_agreed"])
