"""Lists say what an article costs at the buyer's door, or why it is not sold there."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.catalog.models import Product, Variant
from entrepot.apps.checkout.models import LandedPrice, LandedPriceList
from entrepot.apps.checkout.queries import landed_prices
from entrepot.apps.checkout.services.price_listings import price_listings
from entrepot.apps.lanes.models import FulfilmentMode
from tests.factories.checkout import a_world, an_article, the_usual_lanes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tea() -> Iterator[Variant]:
    a_world()
    the_usual_lanes()
    tea = an_article("TEA", "8.00")
    Product.objects.update(popularity=1)
    price_listings(on=timezone.now().date(), say=lambda _sentence: None)
    landed_prices.forget()
    yield tea
    landed_prices.forget()


def home(client: Client, country: str, currency: str, language: str = "en") -> str:
    client.post(f"/{language}/ship-to/", {"country": country, "currency": currency, "next": "/"})
    return client.get(f"/{language}/").content.decode()


def test_a_list_shows_what_one_piece_costs_at_the_door(client: Client) -> None:
    assert "From €20.39 at your door, duty and tax included" in home(client, "DE", "EUR")


def test_in_another_currency_it_says_about(client: Client) -> None:
    home(client, "DE", "EUR")
    page = home(client, "DE", "USD")
    shown = page.partition('class="product-card-door">')[2].partition("<")[0]
    assert shown.startswith("From about ")
    assert "20.39" in shown


def test_what_is_not_sold_there_says_why(client: Client) -> None:
    assert "Not sold to United States: We have no way of delivery for this" in home(client, "US", "USD")


def test_prices_of_another_day_are_not_shown(client: Client) -> None:
    LandedPriceList.objects.update(valid_on="2026-01-01")
    assert "product-card-door" not in home(client, "DE", "EUR")


def test_programs_read_the_same(client: Client) -> None:
    (card,) = client.get("/api/v1/products?country=DE").json()["products"]
    assert card["landed_from"] == {
        "price": {"amount": "20.39", "currency": "EUR"}, "status": "complete", "in_stock": True,
        "due_later": False, "reason": "",
    }  # fmt: skip
    (card,) = client.get("/api/v1/products?country=US").json()["products"]
    assert (card["landed_from"]["price"], card["landed_from"]["status"]) == (None, "blocked")


def test_the_price_of_the_goods_is_the_one_within_the_price_at_the_door(client: Client) -> None:
    """The lowest price is kept in the shop's own currency; converted back it may be a cent off."""
    Product.objects.update(from_amount="1.23")
    goods = LandedPrice.objects.get(price_list="DE").goods.normalize()
    page = home(client, "DE", "EUR")
    shown = page.partition('class="product-card-price')[2].partition("</")[0]
    assert f"€{goods:.2f}" in shown


def test_a_list_says_from_where_it_comes_to_this_buyer(client: Client) -> None:
    """The first place of the article is another than that of its way to Germany."""
    Product.objects.update(ships_from="AU")
    landed_prices.forget()
    assert "Ships from United Kingdom" in home(client, "DE", "EUR")
    for mode in FulfilmentMode.objects.all():
        FulfilmentMode.objects.filter(pk=mode.pk).update(config={**mode.config, "leaves_bond": True})
    LandedPrice.objects.update(ships_from="DE")
    landed_prices.forget()
    assert "Ships from a bonded warehouse in Germany" in home(client, "DE", "EUR")
