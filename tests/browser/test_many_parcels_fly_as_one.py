"""A virtual overseas warehouse: bought in France, scanned into a bag on a phone, flown, handed on locally."""

from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.consolidating import book_flight, depart, fill_bag, land, scan
from tests.browser.desk import pack_order, text_on_page
from tests.browser.shopping import choose_lane, pay, put_into_cart, ship_to, show_cost, wait_until_it_is

PARIS = {
    "email": "amara@example.com", "country": "FR", "name": "Amara Dubois", "line1": "1 rue de Rivoli",
    "postcode": "75001", "city": "Paris",
}  # fmt: skip
FROM_SHENZHEN = "silk sleep mask"
LOCAL = r"LE\d{9}FR"


def test_from_a_bag_in_shenzhen_to_a_door_in_paris(shop: str, phone: Page, desktop: Page) -> None:
    ship_to(desktop, shop, "en", "FR")
    put_into_cart(desktop, shop, "en", FROM_SHENZHEN)
    show_cost(desktop, shop, "en", PARIS)
    choose_lane(desktop, "cn-fr-vow")
    number = pay(desktop, shop, "en")
    wait_until_it_is(desktop, "Confirmed")

    sign_in(phone, shop, OPERATOR)
    pack_order(phone, shop, "en", number)
    code = text_on_page(phone, LOCAL)

    waybill = book_flight(phone, shop, "en", "Shenzhen Origin Hub", "Lille Warehouse")
    fill_bag(phone, waybill, "en", [code])
    depart(phone, waybill, "en")
    land(phone, waybill, "en")
    scan(phone, code)
    expect(phone.locator("main")).to_contain_text("Whole")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    wait_until_it_is(desktop, "Delivered")
    expect(desktop.locator("main")).to_contain_text(code)
