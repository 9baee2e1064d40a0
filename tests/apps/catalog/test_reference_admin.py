"""Reference data of catalogue, markets and accounts in the admin."""

import pytest
from django.test import Client

from entrepot.apps.catalog.models import Product, Variant
from entrepot.apps.catalog.queries import search_products
from entrepot.apps.catalog.services.reindex_search import reindex_search
from tests.factories.cast import amara, otto
from tests.factories.catalog import a_product
from tests.factories.markets import a_country, a_rate

pytestmark = pytest.mark.django_db
PAGES = [
    "catalog/product/", "catalog/product/?q=tea", "catalog/variant/", "catalog/category/",
    "catalog/searchword/", "catalog/searchsynonym/", "markets/market/", "markets/country/",
    "markets/fxrate/", "accounts/user/", "accounts/apikey/",
    "customs/customsport/", "customs/bondedbook/", "inventory/bondedzone/",
]  # fmt: skip


@pytest.fixture
def operator(client: Client) -> Client:
    a_product()
    a_country()
    a_rate("GBP", "0.80")
    reindex_search()
    client.force_login(otto())
    return client


@pytest.mark.parametrize("page", PAGES)
def test_the_operator_sees_every_list(operator: Client, page: str) -> None:
    assert operator.get(f"/admin/{page}").status_code == 200


def test_the_operator_opens_a_product_and_its_variant(operator: Client) -> None:
    for page in (f"product/{Product.objects.get().pk}", f"variant/{Variant.objects.get().pk}"):
        assert operator.get(f"/admin/catalog/{page}/change/").status_code == 200


def test_a_rate_can_be_looked_at_but_not_added(operator: Client) -> None:
    assert operator.get("/admin/markets/fxrate/add/").status_code == 403


def test_a_product_saved_here_is_found_under_its_new_name(operator: Client) -> None:
    product = Product.objects.get()
    form = {
        "slug": product.slug, "code": product.code, "category": product.category_id,
        "name": '{"en": "Samovar"}', "description": "{}", "brand": "", "art": "", "is_active": "on",
        "variants-TOTAL_FORMS": 0, "variants-INITIAL_FORMS": 0,
    }  # fmt: skip
    answer = operator.post(f"/admin/catalog/product/{product.pk}/change/", form)
    assert answer.status_code == 302
    assert [card.name for card in search_products(text="samovar", language="en").cards] == ["Samovar"]


def test_a_buyer_is_sent_away(client: Client) -> None:
    client.force_login(amara())
    assert client.get("/admin/catalog/product/").status_code == 302
