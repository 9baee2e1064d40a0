"""Product feeds: the attributes of the specification, priced to the door, harmless to spreadsheets."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from entrepot.apps.catalog.models import Product, Variant
from entrepot.apps.checkout.models import LandedPriceList
from entrepot.apps.checkout.services.price_listings import price_listings
from entrepot.web.feeds.formats import COLUMNS
from tests.factories.checkout import a_world, an_article, the_usual_lanes
from tests.factories.inventory import stocked

pytestmark = pytest.mark.django_db
G = "{http://base.google.com/ns/1.0}"
L = "{urn:entrepot:landed-price}"


@pytest.fixture(autouse=True)
def tea() -> Variant:
    a_world()
    the_usual_lanes()
    tea = an_article("TEA", "8.00")
    an_article("VASE", hs6="")
    Product.objects.filter(variants=tea).update(
        name={"en": "=Green & <white> tea", "zh-hans": "绿茶"}, description={"en": "Leaves\x0b."}, brand="Ada"
    )
    price_listings(on=timezone.now().date(), say=lambda _sentence: None)
    return tea


def text(client: Client, extension: str, query: str = "country=DE&language=en") -> str:
    response = client.get(f"/feeds/products.{extension}?{query}")
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()  # type: ignore[arg-type]


def test_the_price_and_the_shipping_make_what_a_piece_costs_at_the_door(client: Client) -> None:
    (item,) = (json.loads(line) for line in text(client, "jsonl").splitlines())
    # EUR 10.00 goods, 6.25 post, 3.00 duty, 1.14 tax under IOSS; without a customs code it is not sold there.
    assert (item["id"], item["price"], item["availability"]) == ("TEA", "14.14 EUR", "in_stock")
    assert item["shipping"] == {
        "country": "DE", "service": "gb-eu-post", "price": "6.25 EUR", "min_handling_time": 1,
        "max_handling_time": 1, "min_transit_time": 2, "max_transit_time": 4,
    }  # fmt: skip
    assert {name: value for name, value in item.items() if name.startswith("landed")} == {
        "landed_price": "20.39 EUR", "landed_goods": "10.00 EUR", "landed_duty": "3.00 EUR",
        "landed_tax": "1.14 EUR", "landed_fees": "0.00 EUR", "landed_due_on_delivery": "0.00 EUR",
        "landed_status": "complete",
    }  # fmt: skip
    assert item["shopping_ads_excluded_country"] == ["AQ", "AU", "CN", "US"]
    assert item["link"].endswith("?variant=TEA")
    assert "/en/p/" in item["link"]


def test_xml_is_what_google_reads(client: Client) -> None:
    root = ElementTree.fromstring(text(client, "xml"))  # our own
    (item,) = root.iter("item")
    assert item.findtext(f"{G}title") == "=Green & <white> tea"
    assert item.findtext(f"{G}description") == "Leaves."
    assert item.findtext(f"{G}shipping/{G}price") == "6.25 EUR"
    assert [each.text for each in item.findall(f"{G}shopping_ads_excluded_country")] == [
        "AQ",
        "AU",
        "CN",
        "US",
    ]
    assert item.findtext(f"{L}landed_price") == "20.39 EUR"


def test_csv_has_every_attribute_and_no_formula(client: Client) -> None:
    (line,) = csv.DictReader(io.StringIO(text(client, "csv").removeprefix("\ufeff")))
    assert tuple(line) == COLUMNS == tuple(json.loads(text(client, "jsonl").splitlines()[0]))
    assert line["title"] == "'=Green & <white> tea"
    assert line["shipping"] == "DE::gb-eu-post:6.25 EUR:1:1:2:4"
    assert line["shopping_ads_excluded_country"] == "AQ,AU,CN,US"


def test_a_feed_is_in_the_language_asked_for(client: Client) -> None:
    item = json.loads(text(client, "jsonl", "country=DE&language=zh-hans"))
    assert item["title"] == "绿茶"
    assert "/zh-hans/p/" in item["link"]


def test_what_is_sold_out_says_so_and_keeps_its_price(client: Client, tea: Variant) -> None:
    tea.stock_levels.update(reserved=10)
    price_listings(on=timezone.now().date(), say=lambda _sentence: None)
    item = json.loads(text(client, "jsonl"))
    assert (item["availability"], item["price"]) == ("out_of_stock", "14.14 EUR")


def test_an_unchanged_feed_is_not_sent_again(client: Client, tea: Variant) -> None:
    first = client.get("/feeds/products.csv?country=DE")
    tag = first["ETag"]
    assert "max-age=600" in first["Cache-Control"]
    assert client.get("/feeds/products.csv?country=DE", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/feeds/products.xml?country=DE", headers={"If-None-Match": tag}).status_code == 200
    stocked(5, variant=tea)
    tea.stock_levels.update(reserved=10)
    price_listings(on=timezone.now().date(), say=lambda _sentence: None, anew=True)
    assert client.get("/feeds/products.csv?country=DE", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("", 422, "Choose a country"),
        ("country=XX", 422, "Choose a country"),
        ("country=DE&language=fr", 422, "Choose a language: en, zh-hans."),
    ],
)
def test_a_feed_that_cannot_be_made_says_what_to_change(
    client: Client, query: str, status: int, said: str
) -> None:
    response = client.get(f"/feeds/products.csv?{query}")
    assert (response.status_code, said in response.content.decode()) == (status, True)


def test_yesterdays_prices_are_not_given_as_todays(client: Client) -> None:
    LandedPriceList.objects.update(valid_on="2026-01-01")
    response = client.get("/feeds/products.csv?country=DE")
    assert (response.status_code, response["Retry-After"]) == (503, "600")


def test_there_is_no_other_format(client: Client) -> None:
    assert client.get("/feeds/products.pdf?country=DE").status_code == 404
