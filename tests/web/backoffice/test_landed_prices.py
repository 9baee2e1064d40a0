"""The console's page of prices at the door."""

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.checkout.services.price_listings import price_listings
from tests.factories.checkout import a_world, an_article, the_usual_lanes

pytestmark = pytest.mark.django_db


def test_every_open_country_stands_there_with_its_list_or_without(console: Client) -> None:
    a_world()
    the_usual_lanes()
    an_article("TEA")
    price_listings(on=timezone.now().date(), say=lambda _sentence: None, countries=["DE"])
    page = console.get("/en/console/rules/landed-prices/").content.decode()
    assert "1 of 7 countries have prices of today" in page
    assert "/feeds/products.csv?country=DE" in page
    assert page.count("Not worked out yet") == 6


def test_asking_twice_for_new_prices_is_asking_once(console: Client) -> None:
    for _again in range(2):
        answer = console.post("/en/console/rules/landed-prices/", follow=True)
        assert "Prices are worked out where anything changed." in answer.content.decode()


def test_only_operators_see_it(client: Client) -> None:
    assert client.get("/en/console/rules/landed-prices/").status_code in (302, 403)
