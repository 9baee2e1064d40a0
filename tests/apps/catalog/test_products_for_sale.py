"""One product, and variants as a sale needs them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from entrepot.apps.catalog.queries import product_detail, variants_for_sale
from entrepot.domain.money import Money
from tests.factories.catalog import a_category, a_price, a_priced_variant, a_product

pytestmark = pytest.mark.django_db


def test_a_product_shows_its_trail_and_variants_in_order() -> None:
    tea = a_category("tea", "Tea", "茶", parent=a_category("drinks", "Drinks"))
    product = a_product("Oolong", "乌龙茶", category=tea, description={"en": "From Wuyi."})
    a_priced_variant(product, "12.00", sku="BIG", position=2)
    a_priced_variant(product, "6.00", sku="SMALL", position=1)
    detail = product_detail(product.slug, "zh-hans")
    assert detail is not None
    assert (detail.name, detail.description) == ("乌龙茶", "From Wuyi.")
    assert detail.trail == [("drinks", "Drinks"), ("tea", "茶")]
    assert [variant.sku for variant in detail.variants][1:] == ["SMALL", "BIG"]
    assert detail.variants[1].price == Money.of("6.00", "GBP")


def test_a_product_off_sale_has_no_page() -> None:
    assert product_detail(a_product(is_active=False).slug) is None
    assert product_detail("nothing-of-that-name") is None


def test_a_variant_carries_what_customs_asks() -> None:
    product = a_product(hs6="")
    variant = a_priced_variant(product, "3.00", "AUD", national_codes={"CN": "19011010"}, hs6="190110")
    row = variants_for_sale([variant.pk])[variant.pk]
    assert (row.price, row.gross_weight_g, row.origin_country) == (Money.of("3.00", "AUD"), 120, "CN")
    assert (row.hs_code_for("CN"), row.hs_code_for("GB"), row.is_classified) == ("19011010", "190110", True)
    assert row.name == {"en": "Green Tea"}


def test_the_price_of_today_counts_not_that_of_yesterday_or_tomorrow() -> None:
    today = timezone.now().date()
    product = a_product()
    variant = a_priced_variant(product)
    variant.prices.all().delete()
    a_price(variant, "1.00", end=today)
    a_price(variant, "2.00", start=today, end=today + timedelta(days=1))
    a_price(variant, "3.00", start=today + timedelta(days=1))
    assert variants_for_sale([variant.pk])[variant.pk].price == Money.of("2.00", "GBP")


def test_a_variant_without_a_price_today_is_not_for_sale() -> None:
    variant = a_priced_variant(a_product())
    variant.prices.all().delete()
    a_price(variant, "3.00", end=date(2020, 1, 1))
    assert variants_for_sale([variant.pk]) == {}


def test_a_variant_of_a_product_off_sale_is_not_active() -> None:
    variant = a_priced_variant(a_product(is_active=False))
    assert variants_for_sale([variant.pk])[variant.pk].is_active is False


def test_two_prices_of_one_currency_never_overlap() -> None:
    variant = a_priced_variant(a_product(), "5.00", "GBP")
    with pytest.raises(IntegrityError, match="one_price_at_a_time"), transaction.atomic():
        a_price(variant, "6.00", "GBP", start=date(2026, 1, 1))
    a_price(variant, "6.00", "EUR", start=date(2026, 1, 1))


def test_any_number_of_variants_is_one_statement(django_assert_num_queries: object) -> None:
    product = a_product()
    ids = [a_priced_variant(product).pk for _ in range(20)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert set(variants_for_sale(ids)) == set(ids)
