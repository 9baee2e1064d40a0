"""Words for a way of delivery, such as 保税 or "direct mail", keep a search to what comes to the buyer so."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.catalog.services.reindex_search import reindex_search
from entrepot.apps.checkout.queries import landed_prices
from entrepot.apps.checkout.services.price_listings import price_listings
from entrepot.apps.lanes import queries as lanes
from entrepot.apps.lanes.models import FulfilmentMode
from tests.factories.checkout import a_world, an_article, the_usual_lanes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shop() -> Iterator[None]:
    """Tea and a lamp that go to Germany by one of the usual lanes, which buyers call 直邮."""
    a_world()
    the_usual_lanes()
    an_article("TEA", "8.00")
    an_article("LAMP", "9.00")
    for mode in FulfilmentMode.objects.all():
        mode.config["search_words"] = ["直邮", "direct mail"]
        mode.save()
    reindex_search()
    price_listings(on=timezone.now().date(), say=lambda _sentence: None)
    lanes.forget()
    landed_prices.forget()
    yield
    lanes.forget()
    landed_prices.forget()


def found(client: Client, query: str, country: str = "DE") -> str:
    client.post("/en/ship-to/", {"country": country, "currency": "EUR", "next": "/"})
    return client.get("/en/search/", {"q": query}).content.decode()


@pytest.mark.parametrize("query", ["直邮", "Direct Mail"])
def test_the_word_alone_lists_everything_that_comes_so(client: Client, query: str) -> None:
    page = found(client, query)
    assert "2 articles found." in page
    assert "Only what comes to Germany this way" in page
    assert "everything=1" in page


def test_other_words_are_searched_within_it(client: Client) -> None:
    assert "1 article found." in found(client, "直邮 lamp")


def test_where_nothing_comes_so_the_other_words_are_searched_alone(client: Client) -> None:
    page = found(client, "lamp 直邮", "US")
    assert "Nothing comes to United States this way" in page
    assert "It does to: Germany, France, United Kingdom." in page
    assert "everything=1" in page
    assert "1 article found." in page


def test_part_of_a_longer_word_names_no_way(client: Client) -> None:
    assert lanes.modes_sought("lamp for direct mailing") == ([], "lamp for direct mailing")
    assert "this way" not in found(client, "lamp")


def test_a_mode_out_of_use_is_not_sought() -> None:
    for mode in FulfilmentMode.objects.all():
        mode.config["in_use"] = False
        mode.save()
    lanes.forget()
    assert lanes.modes_sought("直邮") == ([], "直邮")
