"""Price grids as tables: every faulty cell is named, and what is written reads back as the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrepot.domain.sourcing.lanes import Band, Zone
from entrepot.domain.sourcing.price_tables import PriceTable, read_table, write_table

PRICES = ["zone", "up_to_g", "amount", "above_g", "step_g", "step_amount"]
ZONES = ["zone", "countries", "postcodes"]
TO = ("DE", "FR", "GB")


def faults(*rows: list[str], zones: list[list[str]] | None = None) -> list[tuple[str, str, str]]:
    sheets = {"prices": [PRICES, *rows], **({"zones": [ZONES, *zones]} if zones else {})}
    return [(each.sheet, each.cell, each.problem) for each in read_table(sheets, destinations=TO)[1]]


def test_a_grid_with_steps_and_a_named_zone_is_read() -> None:
    sheets = {
        "prices": [
            PRICES,
            ["*", "500", "4.10"],
            [],
            ["remote", "20000", "9", "500", "500", "2.5"],
            ["*", "100", "3"],
        ],
        "zones": [ZONES, ["remote", "gb fr", "IV, 20"]],
    }
    table, found = read_table(sheets, destinations=TO)
    assert found == []
    assert table.bands == {
        "": (Band(100, Decimal(3)), Band(500, Decimal("4.10"))),
        "remote": (Band(20_000, Decimal(9), 500, 500, Decimal("2.5")),),
    }
    assert table.zones == (Zone("remote", frozenset({"GB", "FR"}), ("IV", "20")),)


@pytest.mark.parametrize(
    ("row", "cell", "problem"),
    [
        (["DE", "", "4"], "B2", "needed"),
        (["DE", "500", ""], "C2", "needed"),
        (["DE", "0.5", "4"], "B2", "not_whole"),
        (["DE", "0", "4"], "B2", "not_above_zero"),
        (["DE", "-5", "4"], "B2", "not_amount"),
        (["DE", "500", "-4"], "C2", "not_amount"),
        (["DE", "500", "4,10"], "C2", "not_amount"),
        (["DE", "500", "4.12345"], "C2", "not_amount"),
        (["DE", "500", "NaN"], "C2", "not_amount"),
        (["DE", "500", "1e30"], "C2", "not_amount"),
        (["DE", "500", "=1+1"], "C2", "formula"),
        (["=cmd|x", "500", "4"], "A2", "formula"),
        (["ES", "500", "4"], "A2", "unknown_zone"),
        (["DE", "500", "4", "0", "100", ""], "F2", "step_needs_price"),
        (["DE", "500", "4", "0", "", "2"], "E2", "step_needs_price"),
    ],
)
def test_a_faulty_cell_is_named(row: list[str], cell: str, problem: str) -> None:
    assert faults(row) == [("prices", cell, problem)]


def test_all_faults_are_told_at_once() -> None:
    found = faults(["DE", "x", "4"], ["DE", "500", "y"], ["DE", "500", "4"])
    assert found == [
        ("prices", "B2", "not_amount"),
        ("prices", "C3", "not_amount"),
        ("prices", "B4", "twice"),
    ]


def test_a_zone_needs_a_name_of_its_own_and_countries_of_the_lane() -> None:
    zones = [["FR", "FR", ""], ["near", "FR ES", ""], ["near", "", "A*"], ["=x", "DE", ""]]
    assert faults(["DE", "500", "4"], zones=zones) == [
        ("zones", "A2", "zone_name"),
        ("zones", "B3", "unknown_country"),
        ("zones", "A4", "twice"),
        ("zones", "B4", "needed"),
        ("zones", "C4", "zone_name"),
        ("zones", "A5", "zone_name"),
    ]


def test_wrong_headings_and_empty_sheets_are_told() -> None:
    _, found = read_table({"prices": [["zone", "weight", "amount"]]}, destinations=TO)
    assert [(each.cell, each.problem) for each in found] == [
        ("B1", "unknown_column"),
        ("A1", "missing_column"),
    ]
    assert [each.problem for each in read_table({}, destinations=TO)[1]] == ["missing_column"] * 2
    assert faults() == [("prices", "B2", "no_rows")]


amounts = st.decimals(0, 10_000, places=4, allow_nan=False).map(abs)
bands = st.builds(
    Band, st.integers(1, 30_000), amounts, st.integers(0, 500), st.integers(1, 500), amounts.filter(bool)
) | st.builds(Band, st.integers(1, 30_000), amounts)  # fmt: skip
grids = st.dictionaries(
    st.sampled_from(["", "DE", "near", "1"]),
    st.lists(bands, min_size=1, max_size=5, unique_by=lambda band: band.up_to_g).map(
        lambda found: tuple(sorted(found, key=lambda band: band.up_to_g))
    ),
    min_size=1,
)


@given(grids)
def test_what_is_written_reads_back_as_the_same(found: dict[str, tuple[Band, ...]]) -> None:
    zones = (Zone("near", frozenset({"FR", "GB"}), ("20", "IV")), Zone("1", frozenset({"DE"})))
    table = PriceTable(found, zones)
    assert read_table(write_table(table), destinations=TO) == (table, [])
