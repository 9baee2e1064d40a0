"""An overseas warehouse: stock from Shenzhen, received with a difference, sold and delivered in France."""

import re
from decimal import Decimal

from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.desk import on_hand, pack_order, paid, released
from tests.browser.receiving import close_inbound, plan_inbound, receive
from tests.browser.shopping import (
    choose_lane,
    pay,
    press_until_gone,
    put_into_cart,
    ship_to,
    show_cost,
    wait_until_it_is,
)

LYON = {
    "email": "amara@example.com", "country": "FR", "name": "Amara Dubois", "line1": "12 quai Romain Rolland",
    "postcode": "69005", "city": "Lyon",
}  # fmt: skip
ARTICLE, SKU = "chinese chess set", "CN-TOY-06"


def test_chess_sets_cross_the_sea_and_one_is_delivered_within_france(
    shop: str, phone: Page, desktop: Page
) -> None:
    sign_in(desktop, shop, OPERATOR)
    left = on_hand(desktop, shop, "en", "CN-SZX", SKU)
    notice = {"destination": "Lille Warehouse", "source": "Shenzhen Origin Hub", "currency": "EUR"}
    inbound = plan_inbound(desktop, shop, "en", notice, f"{SKU}; 10")
    assert on_hand(desktop, shop, "en", "CN-SZX", SKU) == left - 10
    tax = taxed_on_the_way(desktop, shop, inbound)

    receive(desktop, shop, "en", inbound, SKU, good=7, damaged=1)
    expect(desktop.locator("main")).to_contain_text("2 pieces outstanding")
    close_inbound(desktop, shop, "en", inbound, "two short, one box wet")
    expect(desktop.locator("main")).to_contain_text(
        re.compile(r"Short 2 .*two short.*Damaged 1 .*one box wet")
    )
    expect(desktop.locator("tr", has_text="Import tax")).to_contain_text(f"€{tax}")
    arrived = on_hand(desktop, shop, "en", "FR-LIL", SKU)
    lot = desktop.locator("tr", has_text=inbound)
    assert re.search(r"\b7\s+1\b", lot.inner_text()), lot.inner_text()

    order = ordered(phone, shop)
    pack_order(desktop, shop, "en", order)
    press_until_gone(desktop, ("Hand over to the carrier",))
    assert on_hand(desktop, shop, "en", "FR-LIL", SKU) == arrived - 1
    assert desktop.goto(f"{shop}/en/console/declarations/IM-{order.removeprefix('ET-')}-1/").status == 404

    wait_until_it_is(phone, "Delivered")
    goods, delivery, duty, taxes, total = paid(phone)
    assert (duty, taxes) == (0, ((goods + delivery) * Decimal("0.20")).quantize(Decimal("0.01")))
    assert total == goods + delivery + taxes
    expect(phone.locator("main")).to_contain_text("Within France")
    expect(phone.locator("main")).not_to_contain_text("customs")
    expect(phone.locator("main")).to_contain_text("Delivered · Lyon, France")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def taxed_on_the_way(page: Page, shop: str, inbound: str) -> Decimal:
    """Out of China for our own warehouse, into France taxed; returns the import tax."""
    out = released(page, shop, "en", f"EX-{inbound}")
    assert re.search(r"Released\s.*9810.*Duty\s+0\.00 EUR.*Tax\s+0\.00 EUR", out, re.DOTALL), out
    entry = released(page, shop, "en", f"IM-{inbound}")
    assert re.search(r"Released\s.*H1 .*France", entry, re.DOTALL), entry
    value, duty, tax = (amount(entry, name) for name in ("Goods", "Duty", "Tax"))
    assert tax == ((value + duty) * Decimal("0.20")).quantize(Decimal("0.01"))
    return tax


def amount(text: str, name: str) -> Decimal:
    found = re.search(rf"^{name}\n+([\d.]+) EUR", text, re.MULTILINE)
    assert found is not None, text
    return Decimal(found.group(1))


def ordered(page: Page, shop: str) -> str:
    """Bought and paid with delivery from the warehouse in France; returns the order's number."""
    ship_to(page, shop, "en", "FR")
    put_into_cart(page, shop, "en", ARTICLE)
    show_cost(page, shop, "en", LYON)
    choose_lane(page, "fr-eu-standard")
    number = pay(page, shop, "en")
    wait_until_it_is(page, "Confirmed")
    return number
