"""Amara, Otto and Sana at their pages, over HTTP."""

import io
import re
from typing import Any

from django.test import Client
from pypdf import PdfReader

from entrepot.apps.catalog.models import Variant
from entrepot.apps.orders.models import Order
from entrepot.apps.suppliers.models import Supplier
from tests.factories import cast
from tests.journeys.conftest import World

TO_BERLIN = {
    "email": "amara@buyer.example", "name": "Amara Vogel", "line1": "Unter den Linden 1", "city": "Berlin",
    "postcode": "10115", "country": "DE", "company": "", "line2": "", "region": "", "phone": "",
}  # fmt: skip


class Amara:
    """A guest with a browser: she buys at ``/en/``, in pounds unless said, and pays at the provider."""

    def __init__(self, world: World, currency: str = "") -> None:
        self.world, self.browser = world, Client(headers={"Accept-Language": "en-GB"})
        self.currency = currency

    def orders(self, goods: dict[Variant, int], address: dict[str, str] = TO_BERLIN) -> Order:
        """Cart, checkout, the whole cost, and yes."""
        self.browser.post("/en/ship-to/", {"country": address["country"], "currency": self.currency})
        for variant, quantity in goods.items():
            line = {"variant_id": variant.pk, "sku": variant.sku, "slug": variant.product.slug}
            self.browser.post("/en/cart/add/", {**line, "quantity": quantity})
        shown = page_of(self.browser.post("/en/checkout/", address, follow=True))
        quote = re.search(r'name="quote" value="([^"]+)"', shown)
        assert quote, shown
        answer = self.browser.post("/en/checkout/place/", {**address, "quote": quote[1]})
        assert answer.status_code == 302, page_of(answer)
        return Order.objects.latest("pk")

    def pays(self, order: Order) -> None:
        self.world.payments.pay(order.payments.get(status="pending").provider_reference)
        self.world.comes_to_rest()
        order.refresh_from_db()

    def reads(self, order: Order, language: str = "en") -> str:
        return page_of(self.browser.get(f"/{language}/orders/{order.token}/"))


class Otto:
    """The operator at his console."""

    def __init__(self, world: World) -> None:
        self.world, self.browser = world, Client()
        self.browser.force_login(cast.otto())

    def does(self, path: str, **fields: str) -> str:
        """Post a form of the console and let the world come to rest; returns the page that follows."""
        shown = self.browser.post(f"/en/console/{path}", fields, follow=True)
        assert shown.status_code == 200, page_of(shown)
        self.world.comes_to_rest()
        return page_of(shown)

    def packs(self, shipment: str, weight_g: str = "500") -> None:
        self.does(f"shipments/{shipment}/steps/start_picking/")
        form = {"parcels-TOTAL_FORMS": "1", "parcels-INITIAL_FORMS": "0", "parcels-0-weight_g": weight_g}
        self.does(f"shipments/{shipment}/pack/", **form)

    def reads(self, path: str) -> str:
        return page_of(self.browser.get(f"/en/console/{path}"))


class Sana:
    """The supplier's person at the portal."""

    def __init__(self, world: World, supplier: Supplier) -> None:
        self.world, self.browser = world, Client()
        self.browser.force_login(cast.sana(supplier))

    def does(self, path: str, **fields: Any) -> str:
        shown = self.browser.post(f"/en/supplier/{path}", fields, follow=True)
        assert shown.status_code == 200, page_of(shown)
        self.world.comes_to_rest()
        return page_of(shown)


def page_of(response: Any) -> str:
    return str(response.content.decode())


def paper_of(response: Any) -> str:
    """The text of a PDF."""
    assert response.headers["Content-Type"] == "application/pdf", response.content
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
