"""Articles as a table: what is written reads back as no change; every faulty cell is named."""

from decimal import Decimal

import pytest

from entrepot.domain.article_table import (
    COLUMNS,
    Article,
    ArticleChange,
    read_articles,
    write_articles,
)

TEA = Article(
    "TEA", "Green tea", "Tea",
    {"on_sale": True, "hs6": "090210", "hs_confidence": "high", "hs_basis": "=ruling", "origin_country": "CN",
     "customs_description": "Green tea, not fermented"},
    {"GBP": Decimal("4.5000"), "JPY": Decimal("900.0000")},
)  # fmt: skip
CUP = Article(
    "CUP", "Cup", "Mugs",
    {"on_sale": False, "hs6": "", "hs_confidence": "none", "hs_basis": "", "origin_country": "",
     "customs_description": ""},
    {"GBP": Decimal("2.0000")},
)  # fmt: skip
KNOWN = {"TEA": TEA, "CUP": CUP}


def read(*rows: str) -> tuple[list[ArticleChange], list[tuple[str, str]]]:
    changes, faults = read_articles([row.split(",") for row in rows], KNOWN)
    return changes, [(fault.cell, fault.problem) for fault in faults]


def test_what_is_written_reads_back_as_no_change() -> None:
    rows = write_articles([TEA, CUP])
    assert rows[0] == list(COLUMNS)
    assert rows[1][-2:] == ["4.50", "GBP"]
    assert read_articles(rows, KNOWN) == ([], [])
    rows[1][6] = "'=ruling"  # as a spreadsheet keeps it from running
    assert read_articles(rows, KNOWN) == ([], [])


def test_only_what_differs_is_a_change_and_an_empty_cell_is_none() -> None:
    changes, faults = read("sku,on_sale,hs6,price,currency", "TEA,no,090210,4.75,gbp", "CUP,no,,2,GBP")
    assert faults == []
    assert changes == [ArticleChange("TEA", {"on_sale": False}, (Decimal("4.75"), "GBP"))]


def test_a_text_is_one_line_that_reads_as_it_was_typed() -> None:
    assert read("sku,customs_description", "TEA,Tea\u202e of \n leaves") == (
        [ArticleChange("TEA", {"customs_description": "Tea of leaves"})], [],
    )  # fmt: skip


def test_a_new_code_without_a_confidence_is_probable() -> None:
    changes, faults = read("sku,hs6,origin_country,customs_description", "CUP,691200,cn,Mug of stoneware")
    assert faults == []
    assert changes[0].facts == {
        "hs6": "691200", "hs_confidence": "medium", "origin_country": "CN",
        "customs_description": "Mug of stoneware",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        (("hs6", "090210"), [("A1", "missing_column")]),
        (("sku,colour", "TEA,red"), [("B1", "unknown_column")]),
        (("sku",), [("A2", "no_rows")]),
        (("sku", "TEA", "TEA", "NONE"), [("A3", "twice"), ("A4", "unknown_article")]),
        (("sku,on_sale", "TEA,maybe"), [("B2", "not_yes_or_no")]),
        (("sku,hs6", "TEA,90210"), [("B2", "not_hs6")]),
        (("sku,hs6", "TEA,٠٩٠٢١٠"), [("B2", "not_hs6")]),
        (("sku,hs_confidence", "TEA,none"), [("B2", "not_confidence")]),
        (("sku,origin_country", "TEA,China"), [("B2", "no_country")]),
        (("sku,hs_basis", "TEA," + "x" * 161), [("B2", "too_long")]),
        (("sku,hs_basis", "TEA,ruling\x07"), [("B2", "characters")]),
        (("sku,customs_description", "TEA,Tea\x1b[31m"), [("B2", "characters")]),
        (("sku,hs6", "CUP,691200"), [("A2", "needed"), ("A2", "needed")]),
        (("sku,price,currency", "TEA,4,EUR"), [("C2", "no_currency")]),
        (("sku,price,currency", "TEA,4.555,GBP"), [("B2", "too_fine")]),
        (("sku,price,currency", "TEA,900.5,JPY"), [("B2", "too_fine")]),
        (("sku,price,currency", "TEA,0,GBP"), [("B2", "too_fine")]),
        (("sku,price,currency", "TEA,dear,GBP"), [("B2", "not_amount")]),
    ],
)
def test_every_faulty_cell_is_named(rows: tuple[str, ...], wrong: list[tuple[str, str]]) -> None:
    assert read(*rows)[1] == wrong
