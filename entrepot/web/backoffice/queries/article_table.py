"""The articles that a table is about, and what it would change of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Variant
from entrepot.apps.catalog.queries.articles import articles
from entrepot.domain.article_table import Article, ArticleChange
from entrepot.domain.money import Money
from entrepot.domain.tables import Rows
from entrepot.web.backoffice.article_words import COLUMN_NAMES
from entrepot.web.backoffice.queries.products import ProductSearch, find_products

LEAP_SHARE: Final = Decimal("0.5")


@dataclass(frozen=True)
class CellChange:
    """One column of an article in words, before and after; a price is ``Money``, and a ``leap`` when it
    rises or falls by more than half."""

    article: Article
    column: str
    before: Any
    after: Any
    leap: bool = False


def articles_found(search: ProductSearch, on: date) -> list[Article]:
    """The articles of the products that the list of products shows for the same search, by SKU."""
    products = find_products(search).order_by().values("pk")
    return list(articles(Variant.objects.filter(product__in=products).order_by("sku"), on).values())


def articles_named(rows: Rows, on: date) -> dict[str, Article]:
    """The articles whose SKU stands in the table."""
    heading = [cell.strip().lower() for cell in rows[0]] if rows else []
    at = heading.index("sku") if "sku" in heading else 0
    skus = {row[at].strip() for row in rows if len(row) > at}
    return articles(Variant.objects.filter(sku__in=skus).order_by("sku"), on)


def cell_changes(changes: Sequence[ArticleChange], known: Mapping[str, Article]) -> Iterator[CellChange]:
    """Column by column what ``changes`` do to the articles ``known``."""
    for change in changes:
        article = known[change.sku]
        for column, value in change.facts.items():
            before, after = _told(article.facts[column]), _told(value)
            yield CellChange(article, _(COLUMN_NAMES[column]), before, after)
        if change.price is not None:
            price = Money(*change.price)
            present = Money(article.prices[price.currency], price.currency)
            leap = abs(price.amount - present.amount) > present.amount * LEAP_SHARE
            yield CellChange(article, _(COLUMN_NAMES["price"]), present, price, leap)


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
