"""A virtual overseas warehouse: bought in France, scanned into a bag on a phone, flown, handed on locally."""

import re

from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.shopping import (
    pay,
    press_until_gone,
    put_into_cart,
    ship_to,
    show_cost,
    wait_until_it_is,
)

PARIS = {
    "email": "amara@example.com", "country": "FR", "name": "Amara Dubois", "line1": "1 rue de Rivoli",
    "postcode": "75001", "city": "Paris",
}  # fmt: skip
FROM_SHENZHEN = "silk sleep mask"
LOCAL = re.compile(r"LE\d{9}FR")


def test_from_a_bag_in_shenzhen_to_a_door_in_paris(shop: str, phone: Page, desktop: Page) -> None:
    ship_to(desktop, shop, "en", "FR")
    put_into_cart(desktop, shop, "en", FROM_SHENZHEN)
    show_cost(desktop, shop, "en", PARIS)
    choose_the_virtual_warehouse(desktop)
    number = pay(desktop, shop, "en")
    wait_until_it_is(desktop, "Confirmed")

    sign_in(phone, shop, OPERATOR)
    phone.goto(f"{shop}/en/console/orders/{number}/")
    phone.locator("main a[href*='/shipments/']").first.click()
    phone.wait_for_load_state()
    press_until_gone(phone, ("Start picking", "Pack and book the carrier"))
    code = local_number(phone)

    phone.goto(f"{shop}/en/console/waybills/")
    phone.locator("tr", has_text="ZZ 701").get_by_role("link").first.click()
    phone.get_by_role("button", name="New bag").click()
    phone.fill("main [name=code]", code)
    phone.locator("main [name=code]").press("Enter")
    expect(phone.locator("main")).to_contain_text(code)
    phone.locator("nav.breadcrumb a").last.click()
    press_until_gone(phone, ("Close", "Departed", "Arrived"))
    phone.get_by_role("link", name="Take apart").first.click()
    phone.fill("main [name=code]", code)
    phone.locator("main [name=code]").press("Enter")
    expect(phone.locator("main")).to_contain_text("Whole")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    wait_until_it_is(desktop, "Delivered")
    expect(desktop.locator("main")).to_contain_text(code)


def choose_the_virtual_warehouse(page: Page) -> None:
    """Take its way at checkout, whichever is proposed."""
    page.locator("input[value=cn-fr-vow]").check()
    page.wait_for_load_state("networkidle")
    expect(page.locator("input[value=cn-fr-vow]")).to_be_checked()


def local_number(page: Page, seconds: int = 40) -> str:
    """The number of the French carrier, as soon as the page has it."""
    for _ in range(seconds):
        found = LOCAL.search(page.locator("main").inner_text())
        if found:
            return found.group()
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(page.locator("main").inner_text())
