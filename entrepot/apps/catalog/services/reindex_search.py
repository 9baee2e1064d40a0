"""Rebuild what the search stands on: each product's weighted words, and the vocabulary that mends typos.

Weights: A the name in both languages, B brand, codes and category, D description and single characters.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.db import connection, transaction

from entrepot.apps.catalog.models import Category, Product, Variant
from entrepot.apps.catalog.words import TextWords, text_words

BATCH = 2000
WRITE = """
update catalog_product as product set search =
    setweight(to_tsvector('english', name_latin) || to_tsvector('simple', name_han), 'A')
    || setweight(to_tsvector('english', kind_latin) || to_tsvector('simple', kind_han), 'B')
    || setweight(to_tsvector('english', more_latin) || to_tsvector('simple', more_han), 'D')
from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
    as given (id, name_latin, name_han, kind_latin, kind_han, more_latin, more_han)
where product.id = given.id
"""
ADD_WORDS = """
insert into catalog_searchword (word, stem, products)
select word, stem, products from (
    select word, products, (tsvector_to_array(to_tsvector('english', word)))[1] as stem
    from unnest(%s::text[], %s::integer[]) as given (word, products)
) as cut where stem is not null
"""
ADD_MISSING = "on conflict (word) do nothing"


@dataclass(slots=True)
class _Batch:
    """Columns of ``WRITE`` for some products, and in how many of them each word occurs."""

    ids: list[int] = field(default_factory=list)
    columns: tuple[list[str], ...] = field(default_factory=lambda: tuple([] for _ in range(6)))
    words: Counter[str] = field(default_factory=Counter)

    def add(self, product_id: int, name: TextWords, kind: TextWords, more: TextWords) -> None:
        self.ids.append(product_id)
        texts = (name.latin, name.han, kind.latin, kind.han, more.latin, more.han + name.characters)
        for column, words in zip(self.columns, texts, strict=True):
            column.append(" ".join(words))
        self.words.update({word for words in texts for word in words})


@transaction.atomic
def reindex_search(*, product_ids: Collection[int] | None = None) -> int:
    """Index all products anew, or those given; returns how many.

    Without ids the vocabulary is rebuilt; with ids their new words are added to it, and words that went out
    of use stay until the next full run.
    """
    products = Product.objects.order_by("id")
    if product_ids is not None:
        products = products.filter(id__in=product_ids)
    rows = list(products.values_list("id", "code", "name", "description", "brand", "category_id"))
    codes = _codes([row[0] for row in rows])
    kinds = _category_texts()
    batch = _Batch()
    for product_id, code, name, description, brand, category_id in rows:
        kind = text_words(brand, code, *codes.get(product_id, ()), *kinds[category_id])
        batch.add(product_id, text_words(*_texts(name)), kind, text_words(*_texts(description)))
    _write(batch)
    _keep_words(batch.words, replace=product_ids is None)
    return len(rows)


def _texts(translations: Mapping[str, str]) -> list[str]:
    return [text for text in translations.values() if text]


def _codes(product_ids: list[int]) -> dict[int, list[str]]:
    codes: dict[int, list[str]] = {}
    for product_id, sku in Variant.objects.filter(product_id__in=product_ids).values_list(
        "product_id", "sku"
    ):
        codes.setdefault(product_id, []).append(sku)
    return codes


def _category_texts() -> dict[int, list[str]]:
    return {row.pk: _texts(row.name) for row in Category.objects.all()}


def _write(batch: _Batch) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(batch.ids), BATCH):
            part = slice(start, start + BATCH)
            cursor.execute(WRITE, [batch.ids[part], *(column[part] for column in batch.columns)])
        cursor.execute("select gin_clean_pending_list('product_search')")


def _keep_words(words: Counter[str], *, replace: bool) -> None:
    with connection.cursor() as cursor:
        if replace:
            cursor.execute("delete from catalog_searchword")
        statement = ADD_WORDS if replace else ADD_WORDS + ADD_MISSING
        cursor.execute(statement, [list(words), list(words.values())])
