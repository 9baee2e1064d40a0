"""A shop's articles as a table of text cells: kept in a spreadsheet, changed by the hundred, read back.

A row names an article by its SKU. A column may be left out and a cell empty: what they would say stays as it
is. ``name`` and ``category`` are there for the reader of the table alone.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from entrepot.domain.characters import has_unprintable, one_line
from entrepot.domain.geography import COUNTRIES
from entrepot.domain.money import minor_digits
from entrepot.domain.tables import CellFault, Rows, Sheet, Wrong, amount, is_formula

ARTICLES: Final = "articles"
COLUMNS: Final = (
    "sku", "name", "category", "on_sale", "hs6", "hs_confidence", "hs_basis", "origin_country",
    "customs_description", "price", "currency",
)  # fmt: skip
CUSTOMS: Final = ("hs6", "hs_confidence", "hs_basis", "origin_country", "customs_description")
CONFIDENCES: Final = ("high", "medium")
LONGEST: Final[Mapping[str, int]] = {"hs_basis": 160, "customs_description": 200}
_HS6 = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class Article:
    """An article as it is. ``facts`` hold its ``CUSTOMS`` columns and ``on_sale``; ``prices`` the amount by
    currency before taxes."""

    sku: str
    name: str
    category: str
    facts: Mapping[str, Any]
    prices: Mapping[str, Decimal]


@dataclass(frozen=True)
class ArticleChange:
    """``facts`` and the ``price`` (amount and currency) that become others."""

    sku: str
    facts: Mapping[str, Any]
    price: tuple[Decimal, str] | None = None


def write_articles(articles: Sequence[Article]) -> list[list[str]]:
    """The heading and a row for each article, with the first of its prices."""
    return [list(COLUMNS), *(_row(article) for article in articles)]


def read_articles(rows: Rows, articles: Mapping[str, Article]) -> tuple[list[ArticleChange], list[CellFault]]:
    """What the table changes of ``articles`` (by SKU); with any fault nothing of it is to be used.

    Beside the problems of any table a cell can be an ``unknown_article``, ``not_yes_or_no``, ``not_hs6``,
    ``not_confidence``, ``no_country``, ``characters``, ``too_long``, ``no_currency`` or
    ``too_fine``.
    """
    faults: list[CellFault] = []
    sheet = Sheet(ARTICLES, rows, faults, known=COLUMNS, needed=("sku",))
    changes = []
    met: set[str] = set()
    for number, cells in sheet.records():
        article = articles.get(cells["sku"])
        if article is None:
            sheet.fault(number, "sku", "unknown_article", cells["sku"])
        elif article.sku in met:
            sheet.fault(number, "sku", "twice", article.sku)
        else:
            met.add(article.sku)
            changes.append(_change(sheet, number, cells, article))
    if not met and not faults:
        faults.append(CellFault(ARTICLES, "A2", "no_rows"))
    return [each for each in changes if each.facts or each.price], faults


def _change(sheet: Sheet, number: int, cells: Mapping[str, str], article: Article) -> ArticleChange:
    said = {
        column: sheet.read(number, cells, column, parse)
        for column, parse in _PARSERS.items()
        if cells.get(column)
    }
    if said.get("hs6") and not article.facts["hs6"] and "hs_confidence" not in said:
        said["hs_confidence"] = CONFIDENCES[-1]
    facts = {column: value for column, value in said.items() if value != article.facts[column]}
    if any(column in facts for column in CUSTOMS):
        for column in ("origin_country", "customs_description"):
            if column not in said and not article.facts[column]:
                sheet.fault(number, column, "needed", "")
    return ArticleChange(article.sku, facts, _price(sheet, number, cells, article))


def _price(
    sheet: Sheet, number: int, cells: Mapping[str, str], article: Article
) -> tuple[Decimal, str] | None:
    if not cells.get("price"):
        return None
    currency = cells.get("currency", "").upper()
    if currency not in article.prices:
        sheet.fault(number, "currency", "no_currency", currency, sorted(article.prices))
        return None

    def parse(text: str) -> Decimal:
        price = amount(text)
        if not price or price != round(price, minor_digits(currency)):
            raise Wrong("too_fine")
        return price

    price = sheet.read(number, cells, "price", parse)
    return None if price in (0, article.prices[currency]) else (price, currency)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("yes", "no"):
        raise Wrong("not_yes_or_no")
    return text.lower() == "yes"


def _hs6(text: str) -> str:
    if not _HS6.fullmatch(text):
        raise Wrong("not_hs6")
    return text


def _country(text: str) -> str:
    return _one_of(COUNTRIES, "no_country")(text.upper())


def _one_of(known: Collection[str], problem: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in known:
            raise Wrong(problem)
        return text

    return parse


def _text(column: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        # The apostrophe that keeps a spreadsheet from running the cell is not part of the text.
        said = one_line(text[1:] if text.startswith("'") and is_formula(text[1:]) else text)
        if has_unprintable(said):
            raise Wrong("characters")
        if len(said) > LONGEST[column]:
            raise Wrong("too_long")
        return said

    return parse


_PARSERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "on_sale": _yes_or_no,
    "hs6": _hs6,
    "hs_confidence": _one_of(CONFIDENCES, "not_confidence"),
    "hs_basis": _text("hs_basis"),
    "origin_country": _country,
    "customs_description": _text("customs_description"),
}


def _row(article: Article) -> list[str]:
    facts = article.facts
    currency = next(iter(sorted(article.prices)), "")
    price = f"{article.prices[currency]:.{minor_digits(currency)}f}" if currency else ""
    told = "yes" if facts["on_sale"] else "no"
    confidence = facts["hs_confidence"] if facts["hs_confidence"] in CONFIDENCES else ""
    return [
        article.sku, article.name, article.category, told, facts["hs6"], confidence, facts["hs_basis"],
        facts["origin_country"], facts["customs_description"], price, currency,
    ]  # fmt: skip
