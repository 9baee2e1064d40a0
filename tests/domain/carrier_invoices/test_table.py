"""A carrier's invoice as a table: every faulty cell is named, and what is written reads back as the same."""

from decimal import Decimal

import pytest

from entrepot.domain.carrier_invoices import BilledLine, read_bill, write_bill

HEADING = ["number", "freight", "currency", "charged_weight_g", "duty", "surcharge fuel", "service"]


def faults(*rows: list[str], heading: list[str] = HEADING) -> list[tuple[str, str]]:
    found = read_bill([heading, *rows], currencies={"EUR", "JPY"})[1]
    return [(each.cell, each.problem) for each in found]


def test_a_line_is_read_with_its_surcharges_and_its_number_as_scanned() -> None:
    row = [" le 123 gb", "6.25", "eur", "400", "", "0.75", "economy"]
    lines, found = read_bill([HEADING, row], currencies={"EUR"})
    assert (found, lines) == (
        [],
        [
            BilledLine(
                row=2, number="LE123GB", currency="EUR", service="economy", charged_weight_g=400,
                freight=Decimal("6.25"), surcharges={"fuel": Decimal("0.75")},
            )
        ],
    )  # fmt: skip
    assert str(lines[0].parts["freight"]) == "EUR 7.00"


@pytest.mark.parametrize(
    ("row", "cell", "problem"),
    [
        (["", "6.25", "EUR"], "A2", "needed"),
        (["=A1", "6.25", "EUR"], "A2", "formula"),
        (["L" * 61, "6.25", "EUR"], "A2", "too_long"),
        (["ß" * 60, "6.25", "EUR"], "A2", "too_long"),
        (["L1", "6,25", "EUR"], "B2", "not_amount"),
        (["L1", "-1", "EUR"], "B2", "not_amount"),
        (["L1", "6.255", "EUR"], "B2", "not_minor"),
        (["L1", "6.5", "JPY"], "B2", "not_minor"),
        (["L1", "6.25", "XXX"], "C2", "unknown_currency"),
        (["L1", "6.25", ""], "C2", "needed"),
        (["L1", "6.25", "EUR", "0.4"], "D2", "not_whole"),
        (["L1", "", "EUR"], "B2", "nothing_billed"),
    ],
)
def test_a_faulty_cell_is_named(row: list[str], cell: str, problem: str) -> None:
    assert faults(row) == [(cell, problem)]


def test_an_invoice_has_one_currency() -> None:
    assert faults(["L1", "6.25", "EUR"], ["L2", "600", "JPY"]) == [("C3", "other_currency")]


def test_columns_are_known_needed_and_there_once() -> None:
    assert faults(["L1", "EUR", "1"], heading=["number", "currency", "weight"]) == [
        ("C1", "unknown_column"), ("A2", "nothing_billed"),
    ]  # fmt: skip
    assert faults(["L1"], heading=["number"]) == [("A1", "missing_column")]
    assert faults(["L1", "EUR", "1", "2"], heading=["number", "currency", "duty", "duty"]) == [
        ("D1", "twice")
    ]
    assert faults() == [("A2", "no_rows")]


def test_what_is_written_reads_back_as_the_same() -> None:
    lines = [
        BilledLine(
            row=2, number="L1", currency="EUR", service="economy", zone="Remote", charged_weight_g=400,
            freight=Decimal("6.25"), surcharges={"fuel": Decimal("0.75")},
        ),
        BilledLine(
            row=3, number="L2", currency="EUR", surcharges={"peak": Decimal("1.00")}, duty=Decimal("2.00"),
            tax=Decimal("5.30"), fee=Decimal("1.50"),
        ),
    ]  # fmt: skip
    assert read_bill(write_bill(lines), currencies={"EUR"}) == (lines, [])
