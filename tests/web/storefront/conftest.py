"""A small shop with a customer at the door. Every figure can be worked out by hand."""

from typing import Any

import pytest
from django.test import Client

from entrepot.apps.catalog import queries as catalogue
from entrepot.apps.catalog.models import Variant
from entrepot.apps.lanes import queries as lanes
from entrepot.apps.markets import queries as markets
from tests.factories.checkout import a_world, an_article, the_usual_lanes

TO_BERLIN = {
    "email": "amara@buyer.example", "name": "Amara Vogel", "line1": "Unter den Linden 1", "city": "Berlin",
    "postcode": "10115", "country": "DE", "company": "", "line2": "", "region": "", "phone": "",
}  # fmt: skip
TO_LONDON = {
    **TO_BERLIN, "name": "Amara Bird", "line1": "1 Example Street", "city": "London", "postcode": "SW1A 1AA",
    "country": "GB",
}  # fmt: skip


@pytest.fixture
def world(db: None) -> None:
    a_world()
    the_usual_lanes()


@pytest.fixture
def tea(world: None) -> Variant:
    """Green tea at 10.00 GBP, ten of them in London."""
    return an_article("TEA-1", "10.00")


@pytest.fixture
def buyer(client: Client) -> Client:
    """A browser that ships to the United Kingdom."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en-GB,en"
    return client


@pytest.fixture
def with_caches(settings: Any) -> Any:
    """Countries, rates, lanes and rules are kept for a while, as in a running shop."""
    settings.REFERENCE_CACHE_SECONDS = 60
    yield
    for module in (catalogue, markets, lanes):
        module.forget()


def put_into_cart(client: Client, variant: Variant, quantity: int | str = 1) -> Any:
    return client.post(
        "/en/cart/add/",
        {
            "variant_id": variant.pk, "sku": variant.sku, "slug": variant.product.slug,
            "quantity": quantity,
        },
    )  # fmt: skip


def quoted(client: Client, address: dict[str, str]) -> str:
    """Send the address; returns the id of the quote that is shown."""
    answer = client.post("/en/checkout/", address)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"].partition("quote=")[2].partition("#")[0])


def placed(client: Client, address: dict[str, str]) -> Any:
    """The answer to "place order and pay"."""
    return client.post("/en/checkout/place/", {**address, "quote": quoted(client, address)})
