"""Home, categories, search, product pages: what they say and what they cost the database."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from entrepot.apps.catalog.models import Category, Product, Variant
from entrepot.apps.catalog.services.reindex_search import reindex_search
from tests.factories.checkout import an_article


def statements(client: Client, address: str) -> int:
    """How many statements a page takes once the process is warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_the_root_leads_to_the_shop_in_the_preferred_language(world: None, client: Client) -> None:
    assert client.get("/", HTTP_ACCEPT_LANGUAGE="zh-CN,zh;q=0.9")["Location"] == "/zh-hans/"
    assert client.get("/", HTTP_ACCEPT_LANGUAGE="fr-FR")["Location"] == "/en/"


@pytest.mark.parametrize(
    ("accepted", "shown"),
    [
        ("en-AU,en", "Australia · AUD"),
        ("zh-CN", "China · CNY"),
        ("de", "Germany · EUR"),
        ("en", "United Kingdom · GBP"),
        ("xx-XX;q=0.1,,", "United Kingdom · GBP"),
    ],
)
def test_where_to_ship_is_guessed_by_the_language(
    tea: Variant, client: Client, accepted: str, shown: str
) -> None:
    assert shown in client.get("/en/", HTTP_ACCEPT_LANGUAGE=accepted).content.decode()


def test_prices_follow_the_chosen_country_and_currency(tea: Variant, buyer: Client) -> None:
    answer = buyer.post("/en/ship-to/", {"country": "DE", "currency": "GBP", "next": "/en/c/tea/"})
    assert answer["Location"] == "/en/c/tea/"
    page = buyer.get(f"/en/p/{tea.product.slug}/").content.decode()
    assert "€12.50" in page  # 10.00 GBP at 0.80 GBP for one EUR
    assert "Delivered between" in page


def test_the_choice_never_leads_to_another_site(tea: Variant, buyer: Client) -> None:
    answer = buyer.post("/en/ship-to/", {"country": "DE", "currency": "EUR", "next": "https://evil.example/"})
    assert answer["Location"] == "/en/"


def test_a_country_that_is_not_served_is_refused_and_nothing_changes(tea: Variant, buyer: Client) -> None:
    answer = buyer.post("/en/ship-to/", {"country": "XX", "currency": "EUR", "next": "/en/"}, follow=True)
    assert "We do not deliver to this country yet" in answer.content.decode()
    assert "United Kingdom · GBP" in answer.content.decode()


def test_a_product_shows_its_landed_cost_with_rule_and_source(tea: Variant, buyer: Client) -> None:
    page = buyer.get(f"/en/p/{tea.product.slug}/").content.decode()
    assert "£10.00" in page
    assert "£3.00" in page  # the lane
    assert "gov.uk" in page or "Source:" in page
    assert "In stock: 10" in page
    assert "090210" in page
    assert "as of" in page


def test_the_cost_at_the_door_comes_before_what_customs_must_know(tea: Variant, buyer: Client) -> None:
    page = buyer.get(f"/en/p/{tea.product.slug}/").content.decode()
    places = [page.index(text) for text in ("Add to cart", "Total at your door", "What customs must know")]
    assert places == sorted(places)


def test_an_unclassified_article_is_said_to_stay_in_its_country(world: None, buyer: Client) -> None:
    odd = an_article("ODD-1", hs6="", hs_confidence="none")
    at_home = buyer.get(f"/en/p/{odd.product.slug}/").content.decode()
    assert "This article has no customs code yet" in at_home
    assert "Total at your door" in at_home
    buyer.post("/en/ship-to/", {"country": "DE", "currency": "EUR"})
    abroad = buyer.get(f"/en/p/{odd.product.slug}/").content.decode()
    assert "Cannot be sent to Germany" in abroad
    assert "it cannot cross a border" in abroad
    assert "Total at your door" not in abroad


def test_unknown_pages_are_not_found(world: None, client: Client) -> None:
    for address in ("/en/p/nothing/", "/en/c/nothing/"):
        assert client.get(address).status_code == 404


def test_structured_data_cannot_break_out_of_its_element(world: None, buyer: Client) -> None:
    evil = an_article("EVIL-1")
    Product.objects.filter(pk=evil.product_id).update(name={"en": "</script><script>alert(1)</script>"})
    page = buyer.get(f"/en/p/{evil.product.slug}/").content.decode()
    assert "<script>alert" not in page
    found = re.search(r'ld\+json">(.*?)</script>', page, re.S)
    assert found
    assert json.loads(found[1])["name"] == "</script><script>alert(1)</script>"


def test_search_says_what_it_mended(tea: Variant, buyer: Client) -> None:
    Product.objects.filter(pk=tea.product_id).update(name={"en": "Sunscreen lotion"})
    reindex_search()
    page = buyer.get("/en/search/?q=sunscren").content.decode()
    assert "Sunscreen lotion" in page
    assert "<strong>sunscreen</strong>" in page


def test_a_search_without_result_offers_the_categories(tea: Variant, buyer: Client) -> None:
    page = buyer.get("/en/search/?q=zzqqx").content.decode()
    assert "Nothing found for “zzqqx”" in page
    assert 'href="/en/c/tea/"' in page


@pytest.mark.parametrize(
    "query", ["?q=", "?q=%00", "?q=" + "a" * 5000, "?q=%27%22%3Cscript%3E&page=-1", "?page=99999999999"]
)
def test_no_search_is_an_error(tea: Variant, buyer: Client, query: str) -> None:
    answer = buyer.get("/en/search/" + query)
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().replace("<script src", "")


def test_a_category_is_sorted_and_paged(world: None, buyer: Client) -> None:
    for number in range(26):
        article = an_article(f"T-{number:02}", f"{number + 1}.00")
        Product.objects.filter(pk=article.product_id).update(from_amount=number + 1)
    dearest = buyer.get("/en/c/tea/?sort=-price").content.decode()
    assert "£26.00" in dearest
    assert "£2.00" not in dearest
    assert "£2.00" in buyer.get("/en/c/tea/?sort=-price&page=2").content.decode()
    assert buyer.get("/en/c/tea/?sort=nonsense&page=x").status_code == 200


def test_pages_say_their_address_in_both_languages(tea: Variant, buyer: Client) -> None:
    page = buyer.get("/en/c/tea/?sort=price").content.decode()
    assert '<link rel="canonical" href="http://testserver/en/c/tea/">' in page
    assert 'hreflang="zh-hans" href="http://testserver/zh-hans/c/tea/?sort=price"' in page


@pytest.mark.parametrize(
    ("address", "most"),
    [("/en/", 4), ("/en/c/tea/", 3), ("/en/search/?q=tea", 3), ("/en/p/product-tea-1/", 6)],
)
def test_reading_takes_few_statements(
    tea: Variant, buyer: Client, with_caches: None, address: str, most: int
) -> None:
    reindex_search()
    assert Category.objects.count() == 1
    assert statements(buyer, address) <= most


def test_a_filled_cart_costs_other_pages_nothing(tea: Variant, buyer: Client, with_caches: None) -> None:
    before = statements(buyer, "/en/c/tea/")
    buyer.post(
        "/en/cart/add/",
        {"variant_id": tea.pk, "sku": tea.sku, "slug": tea.product.slug, "quantity": 3},
    )
    page = buyer.get("/en/c/tea/").content.decode()
    assert re.search(r'tool-count">.*?</span>3</span>', page)
    assert statements(buyer, "/en/c/tea/") == before
