"""Three people and their parcels: bought on a phone, packed in the console, cleared, delivered."""

import re

from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR, SUPPLIER
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
SHANGHAI = {
    "email": "fang@example.com", "country": "CN", "name": "王芳", "line1": "南京东路1号",
    "postcode": "200001", "city": "上海", "region": "上海市", "phone": "+86 138 0000 0000",
    "importer_id": "11010519491231002X",
}  # fmt: skip
LONDON = {
    "email": "amara@example.com", "country": "GB", "name": "Amara Bird", "line1": "1 Example Street",
    "postcode": "SW1A 1AA", "city": "London",
}  # fmt: skip
S10_NUMBER = re.compile(r"[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}")


def test_from_the_search_box_to_the_doorstep(shop: str, phone: Page, desktop: Page) -> None:
    ship_to(phone, shop, "en", "FR")
    put_into_cart(phone, shop, "en", "sunscreen")
    show_cost(phone, shop, "en", PARIS)
    expect(phone.locator("#quote")).to_contain_text("VAT")
    number = pay(phone, shop, "en")
    wait_until_it_is(phone, "Confirmed")

    sign_in(desktop, shop, OPERATOR)
    desktop.goto(f"{shop}/en/console/orders/{number}/")
    desktop.locator("main a[href*='/shipments/']").first.click()
    desktop.wait_for_load_state()
    press_until_gone(desktop, ("Start picking", "Pack and book the carrier", "Hand over to the carrier"))

    wait_until_it_is(phone, "Delivered")
    assert S10_NUMBER.search(phone.locator("main").inner_text())


def test_a_chinese_buyer_is_asked_for_an_identity_number_and_sees_the_tax(shop: str, phone: Page) -> None:
    ship_to(phone, shop, "zh-hans", "CN")
    put_into_cart(phone, shop, "zh-hans", "澳洲 奶粉")
    show_cost(phone, shop, "zh-hans", SHANGHAI)
    expect(phone.locator("#quote")).to_contain_text("增值税")
    pay(phone, shop, "zh-hans")
    wait_until_it_is(phone, "已确认")


def test_a_supplier_accepts_labels_and_ships_a_dropship_order(shop: str, phone: Page, desktop: Page) -> None:
    ship_to(phone, shop, "en", "GB")
    put_into_cart(phone, shop, "en", "manuka honey")
    show_cost(phone, shop, "en", LONDON)
    number = pay(phone, shop, "en")
    wait_until_it_is(phone, "Confirmed")

    sign_in(desktop, shop, SUPPLIER)
    desktop.goto(f"{shop}/en/supplier/orders/")
    desktop.locator("main").get_by_role("link", name=f"DS-{number.removeprefix('ET-')}").first.click()
    desktop.wait_for_load_state()
    press_until_gone(desktop, ("Accept the order", "Make a label", "Handed to the carrier"))

    wait_until_it_is(phone, "Delivered")


def test_a_supplier_finds_no_way_into_the_console(shop: str, desktop: Page) -> None:
    sign_in(desktop, shop, SUPPLIER)
    answer = desktop.goto(f"{shop}/en/console/orders/")
    assert answer is not None
    assert answer.status == 404


def test_a_wrong_address_is_named_field_by_field_and_nothing_typed_is_lost(shop: str, phone: Page) -> None:
    put_into_cart(phone, shop, "en", "party bunting")
    phone.goto(f"{shop}/en/checkout/")
    phone.locator("main select[name=country]").select_option("GB")
    phone.fill("main [name=postcode]", "12345")
    phone.fill("main [name=name]", "Amara Bird")
    phone.locator("main form button[type=submit]").first.click()
    phone.wait_for_load_state()
    assert phone.locator("main [name=name]").input_value() == "Amara Bird"
    for field in ("postcode", "city", "line1", "email"):
        assert phone.locator(f"main [name={field}]").get_attribute("aria-invalid") == "true", field


def test_the_shop_can_be_read_without_javascript(shop: str, without_javascript: Page) -> None:
    page = without_javascript
    for path in ("/en/", "/en/search/?q=sunscren", "/zh-hans/search/?q=%E9%9D%A2%E8%86%9C"):
        page.goto(shop + path)
        assert page.locator("main a[href*='/p/']").count() > 0, path
    page.goto(f"{shop}/en/search/?q=sunscren")
    expect(page.locator("main")).to_contain_text("sunscreen")
    page.locator("main a[href*='/p/']").first.click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Import duty")


def test_no_page_scrolls_sideways_on_a_phone(shop: str, phone: Page) -> None:
    put_into_cart(phone, shop, "en", "party bunting")
    for path in (
        "/en/",
        "/zh-hans/",
        "/en/cart/",
        "/en/checkout/",
        "/zh-hans/checkout/",
        "/en/search/?q=tea",
    ):
        phone.goto(shop + path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path
