"""The cart: guests have one, bad input stays on the page, a forged cookie opens nothing."""

from typing import Any

import pytest
from django.test import Client

from entrepot.apps.catalog.models import Variant
from entrepot.apps.checkout.models import Cart, CartLine
from tests.factories.buyers import a_listing, the_buyer_mode
from tests.factories.checkout import a_world, an_article
from tests.web.storefront.conftest import put_into_cart


def test_a_guest_fills_changes_and_empties_a_cart(tea: Variant, buyer: Client) -> None:
    answer = put_into_cart(buyer, tea, 2)
    assert answer["Location"] == "/en/cart/"
    cookie = buyer.cookies["cart"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "£20.00" in buyer.get("/en/cart/").content.decode()
    put_into_cart(buyer, tea, 1)
    assert CartLine.objects.get().quantity == 3
    buyer.post("/en/cart/update/", {"variant_id": tea.pk, "quantity": "5"})
    assert CartLine.objects.get().quantity == 5
    answer = buyer.post(
        "/en/cart/update/", {"variant_id": tea.pk, "remove": "1", "quantity": "5"}, follow=True
    )
    assert "Nothing in your cart" in answer.content.decode()
    assert not CartLine.objects.exists()


def test_reading_opens_neither_session_nor_cart(tea: Variant, buyer: Client) -> None:
    for address in ("/en/", "/en/cart/", f"/en/p/{tea.product.slug}/"):
        buyer.get(address)
    assert "sessionid" not in buyer.cookies
    assert not Cart.objects.exists()


def test_more_than_there_is_stays_on_the_product_page(tea: Variant, buyer: Client) -> None:
    answer = put_into_cart(buyer, tea, 11)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Only 10 are left. Reduce the quantity." in page
    assert 'value="11"' in page
    assert not CartLine.objects.exists()


def test_nonsense_quantities_are_explained(tea: Variant, buyer: Client) -> None:
    for typed in ("", "two", "-1", "0", "1.5", "9" * 30, "²"):
        answer = put_into_cart(buyer, tea, typed)
        assert answer.status_code == 422, typed
        assert 'role="alert"' in answer.content.decode()
    assert not CartLine.objects.exists()


def test_a_change_that_cannot_be_keeps_what_was_typed_beside_its_line(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea, 1)
    answer = buyer.post("/en/cart/update/", {"variant_id": tea.pk, "quantity": "12"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Only 10 are left" in page
    assert 'value="12"' in page
    assert CartLine.objects.get().quantity == 1


def test_a_line_that_cannot_be_sent_says_why_and_what_to_do(world: None, tea: Variant, buyer: Client) -> None:
    odd = an_article("ODD-1", hs6="", hs_confidence="none")
    put_into_cart(buyer, tea)
    put_into_cart(buyer, odd)
    buyer.post("/en/ship-to/", {"country": "DE", "currency": "EUR"})
    page = buyer.get("/en/cart/").content.decode()
    assert "Cannot be sent to Germany" in page
    assert "It can be sold within the country where it is stored." in page
    assert "1 article cannot be sent and is not counted." in page
    assert "<strong>€12.50</strong>" in page


def test_a_forged_cart_cookie_opens_no_cart(tea: Variant, buyer: Client, client: Client) -> None:
    put_into_cart(buyer, tea)
    own = Cart.objects.get()
    other = Client()
    other.cookies["cart"] = f"{own.pk}:1:forged"
    assert "Nothing in your cart" in other.get("/en/cart/").content.decode()


def test_an_article_that_is_gone_is_no_error(tea: Variant, buyer: Client) -> None:
    put_into_cart(buyer, tea)
    Variant.objects.filter(pk=tea.pk).update(is_active=False)
    assert "This article is no longer for sale. Remove it." in buyer.get("/en/cart/").content.decode()


def test_posts_need_the_csrf_token(tea: Variant) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert put_into_cart(strict, tea).status_code == 403


def test_the_cart_takes_five_statements(
    tea: Variant, buyer: Client, with_caches: None, django_assert_max_num_queries: Any
) -> None:
    put_into_cart(buyer, tea)
    buyer.get("/en/cart/")
    with django_assert_max_num_queries(5):
        buyer.get("/en/cart/")


@pytest.mark.django_db
def test_what_is_bought_after_the_order_says_so_with_its_deposit(buyer: Client) -> None:
    a_world()
    the_buyer_mode()
    scarf = a_listing().variant
    buyer.post("/en/ship-to/", {"country": "CN", "currency": "CNY", "next": "/"})
    put_into_cart(buyer, scarf, 1)
    page = buyer.get("/en/cart/").content.decode()
    assert "Bought for you after you order" in page
    assert "30 % deposit now, the balance once it is bought" in page
