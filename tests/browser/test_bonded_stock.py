"""Bonded stock (1210): into the zone and its book, sold in China, released parcel by parcel, book down."""

import re
from decimal import Decimal

from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.desk import on_hand, open_shipment, pack_order, paid, released, text_on_page
from tests.browser.receiving import close_inbound, plan_inbound, receive
from tests.browser.shopping import (
    choose_lane,
    pay,
    press_until_gone,
    put_into_cart,
    reload_until,
    ship_to,
    show_cost,
    wait_until_it_is,
)

ZH = "zh-hans"
SHANGHAI = {
    "email": "fang@example.com", "country": "CN", "name": "王芳", "line1": "南京东路1号",
    "postcode": "200001", "city": "上海", "region": "上海市", "phone": "+86 138 0000 0000",
    "importer_id": "11010519491231002X",
}  # fmt: skip
ARTICLE, SKU, ZONE, BOOK = "麦卢卡蜂蜜 500克", "AU-HONEY-02", "CN-NGB", "T3104W000001"


def test_honey_enters_the_book_is_sold_and_leaves_it_with_its_release(
    shop: str, phone: Page, desktop: Page
) -> None:
    sign_in(desktop, shop, OPERATOR, ZH)
    book, shelf = balance(desktop, shop), on_hand(desktop, shop, ZH, ZONE, SKU)
    inbound = plan_inbound(
        desktop, shop, ZH,
        {"destination": "宁波保税仓", "sender": "Yarrabee Grove", "sender_country": "AU", "currency": "AUD"},
        f"{SKU}; 10; 21.50",
    )  # fmt: skip
    entered = released(desktop, shop, ZH, f"IM-{inbound}")
    assert re.search(r"已放行.*1210.*关税\s+0\.00 AUD.*税款\s+0\.00 AUD", entered, re.DOTALL)
    assert balance(desktop, shop) == book
    receive(desktop, shop, ZH, inbound, SKU, good=9, damaged=1)
    close_inbound(desktop, shop, ZH, inbound, "外盒破损")
    text_on_page(desktop, "外盒破损")
    wait_for_balance(desktop, shop, book + 10)
    assert on_hand(desktop, shop, ZH, ZONE, SKU) == shelf + 9

    order, page_of_order = ordered(phone, shop)
    shipment = pack_order(desktop, shop, ZH, order)
    text_on_page(desktop, r"海关放行")
    wait_for_balance(desktop, shop, book + 9)
    assert on_hand(desktop, shop, ZH, ZONE, SKU) == shelf + 9
    release = released(desktop, shop, ZH, shipment.replace("SH", "IM"))
    tax = re.search(r"已放行.*1210.*••002X.*税款\s+([\d.]+) CNY", release, re.DOTALL)
    assert tax is not None, release
    open_shipment(desktop, shop, ZH, order)
    press_until_gone(desktop, ("交付承运商",))
    assert on_hand(desktop, shop, ZH, ZONE, SKU) == shelf + 8
    assert balance(desktop, shop, compare=True) == book + 9
    expect(desktop.locator("main")).not_to_contain_text("货架上多出")

    phone.goto(page_of_order)
    wait_until_it_is(phone, "已送达")
    goods, delivery, duty, taxes, total = paid(phone)
    # VAT at 9 % of food and its freight, of which retail import bears seven tenths, and no duty.
    assert taxes == ((goods + delivery) * Decimal("0.09") * Decimal("0.7")).quantize(Decimal("0.01"))
    assert (duty, total, Decimal(tax.group(1))) == (Decimal(0), goods + delivery + taxes, taxes)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def ordered(page: Page, shop: str) -> tuple[str, str]:
    """Bought and paid out of bond; the order's number and the address of its page."""
    ship_to(page, shop, ZH, "CN")
    put_into_cart(page, shop, ZH, ARTICLE)
    show_cost(page, shop, ZH, SHANGHAI)
    choose_lane(page, "cn-bonded")
    number = pay(page, shop, ZH)
    wait_until_it_is(page, "已确认")
    return number, page.url


def wait_for_balance(page: Page, shop: str, units: int) -> None:
    """What is received enters the book a moment later, and so leaves it what is released."""
    reload_until(page, lambda: balance(page, shop) == units, f"a balance of {units}")


def balance(page: Page, shop: str, *, compare: bool = False) -> int:
    """What the account book says of the article; with ``compare``, once book and shelf were compared."""
    page.goto(f"{shop}/{ZH}/console/bonded/{BOOK}/?q={SKU}")
    if compare:
        page.get_by_role("button", name="与货架对照").click()
        page.wait_for_load_state()
    return int(page.locator("main tr", has_text=SKU).locator("[data-label=结余]").first.inner_text())
