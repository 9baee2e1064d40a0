"""Prices, texts and customs data change through services."""

from datetime import date

import pytest

from entrepot.apps.catalog.models import Variant
from entrepot.apps.catalog.queries import search_products
from entrepot.apps.catalog.services.classify_variant import classify_variant
from entrepot.apps.catalog.services.save_product import ProductTexts, save_product
from entrepot.apps.catalog.services.set_price import set_price
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused
from tests.factories.catalog import a_price, a_product

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def prices(variant: Variant) -> list[tuple[str, date | None, date | None]]:
    rows = variant.prices.order_by("valid")
    return [(str(row.amount), row.valid.lower, row.valid.upper) for row in rows]


def test_a_new_price_ends_the_running_one_and_withdraws_what_was_planned() -> None:
    variant = a_product(price="10.00").variants.get()
    variant.prices.all().delete()
    a_price(variant, "10.00", start=MAY, end=JULY)
    a_price(variant, "12.00", start=JULY)
    set_price(variant=variant, price=Money.of("9.00", "GBP"), from_day=JUNE)
    assert prices(variant) == [("10.0000", MAY, JUNE), ("9.0000", JUNE, None)]
    variant.product.refresh_from_db()
    assert variant.product.from_price == Money.of("9.0000", "GBP")


def test_a_price_of_nothing_is_refused_and_nothing_changes() -> None:
    variant = a_product(price="10.00").variants.get()
    with pytest.raises(Refused) as refusal:
        set_price(variant=variant, price=Money.of("0", "GBP"), from_day=JUNE)
    assert refusal.value.faults[0].field == "price"
    assert prices(variant) == [("10.0000", None, None)]


def test_a_renamed_product_is_found_under_its_new_name() -> None:
    product = a_product("Teapot")
    texts = ProductTexts({"en": "Samovar", "zh-hans": " 茶炊 "}, {}, "", product.category, True)
    save_product(product=product, texts=texts)
    assert [card.name for card in search_products(text="samovar", language="zh-hans").cards] == ["茶炊"]
    assert search_products(text="teapot").cards == []


def test_a_product_needs_an_english_name() -> None:
    product = a_product("Teapot")
    with pytest.raises(Refused):
        save_product(product=product, texts=ProductTexts({"zh-hans": "茶壶"}, {}, "", product.category, True))
    product.refresh_from_db()
    assert product.name == {"en": "Teapot"}


def test_a_reclassified_variant_drops_national_codes_of_the_old_heading() -> None:
    variant = a_product(hs6="190110").variants.get()
    variant.national_codes = {"CN": "19011010"}
    variant.save()
    classify_variant(
        variant=variant, hs6="040221", confidence="high", basis="by hand", origin_country="AU",
        description="Milk\u202e powder",
    )  # fmt: skip
    variant.refresh_from_db()
    assert variant.customs_description == "Milk powder"
    assert (variant.hs6, variant.national_codes, variant.origin_country) == ("040221", {}, "AU")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("hs6", "19.01"),
        ("origin_country", "XX"),
        ("customs_description", " "),
        ("customs_description", "Milk\x07"),
        ("basis", "by \x1b hand"),
    ],
)
def test_malformed_customs_data_is_refused_by_field(field: str, wrong: str) -> None:
    variant = a_product(hs6="190110").variants.get()
    data = {
        "hs6": "040221",
        "origin_country": "AU",
        "customs_description": "Milk powder",
        "basis": "by hand",
        field: wrong,
    }
    data["description"] = data.pop("customs_description")
    with pytest.raises(Refused) as refusal:
        classify_variant(variant=variant, confidence="high", **data)
    assert refusal.value.faults[0].field == field
    variant.refresh_from_db()
    assert variant.hs6 == "190110"
