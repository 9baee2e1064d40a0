"""Categories and pages of cards."""

from decimal import Decimal

import pytest

from entrepot.apps.catalog.queries import ProductCard, categories, forget, list_products
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.factories.catalog import a_category, a_priced_variant, a_product

pytestmark = pytest.mark.django_db


def names(**wanted: object) -> list[str]:
    return [card.name for card in list_products(language="en", **wanted).cards]  # type: ignore[arg-type]


def test_a_card_shows_name_price_origin_and_classification() -> None:
    product = a_product("Mug", "杯子", price="4.50", art="mug", brand="Qing", ships_from="GB")
    assert list_products(language="zh-hans").cards == [
        ProductCard(
            id=product.pk, slug=product.slug, name="杯子", art="mug", brand="Qing", category_slug="goods",
            from_price=Money(Decimal("4.50"), "GBP"), ships_from="GB", is_classified=True,
        )
    ]  # fmt: skip


def test_one_unclassified_variant_makes_the_product_unclassified() -> None:
    product = a_product()
    a_priced_variant(product, hs6="")
    assert [card.is_classified for card in list_products(language="en").cards] == [False]


def test_products_come_by_popularity_price_or_age() -> None:
    a_product("Dear", price="9.00", popularity=5)
    a_product("Loved", price="5.00", popularity=9)
    a_product("Cheap", price="1.00", popularity=1)
    assert names() == ["Loved", "Dear", "Cheap"]
    assert names(sort="price") == ["Cheap", "Loved", "Dear"]
    assert names(sort="-price") == ["Dear", "Loved", "Cheap"]
    assert names(sort="new") == ["Cheap", "Loved", "Dear"]


def test_a_category_holds_what_is_below_it_and_nothing_else() -> None:
    drinks = a_category("drinks", "Drinks")
    tea = a_category("tea", "Tea", "茶", parent=drinks)
    a_product("Oolong", category=tea)
    a_product("Mug", category=a_category("mugs", "Mugs"))
    assert names(category_slug="drinks") == names(category_slug="tea") == ["Oolong"]
    rows = {row.slug: row for row in categories("zh-hans")}
    assert (rows["tea"].name, rows["tea"].parent, rows["drinks"].products) == ("茶", "drinks", 1)


def test_products_off_sale_are_neither_listed_nor_counted() -> None:
    a_product(is_active=False)
    page = list_products(language="en")
    assert (page.cards, page.total, page.pages) == ([], 0, 1)


def test_an_unknown_category_is_not_found() -> None:
    with pytest.raises(Refused) as refusal:
        list_products(category_slug="nowhere")
    assert refusal.value.status == 404


def test_pages_follow_one_another_and_a_page_too_far_is_the_last() -> None:
    for number in range(5):
        a_product(f"P{number}", popularity=10 - number)
    assert names(size=2, page=2) == ["P2", "P3"]
    last = list_products(size=2, page=99, language="en")
    assert ([card.name for card in last.cards], last.page, last.pages, last.total) == (["P4"], 3, 3, 5)


def test_a_page_is_one_statement_once_counts_are_known(
    django_assert_num_queries: object, settings: object
) -> None:
    settings.REFERENCE_CACHE_SECONDS = 30  # type: ignore[attr-defined]
    forget()
    for _ in range(30):
        a_product()
    list_products(language="en")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(list_products(language="en").cards) == 24
    forget()
