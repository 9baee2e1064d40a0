"""Collected goods into China (9610): one bag from Sydney, released parcel by parcel, handed on in China."""

import re
from decimal import Decimal

import httpx
from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.consolidating import book_flight, depart, fill_bag, land, scan
from tests.browser.desk import on_hand, pack_order, paid, released, text_on_page
from tests.browser.shopping import (
    choose_lane,
    pay,
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
ARTICLE, SKU, ORIGIN = "羊羔毛围巾", "AU-WOOL-40-OATMEA", "AU-SYD"
BY_AIR, LOCAL = r"TESTLH\d{9}", r"LE\d{9}CN"


def test_what_customs_releases_flies_and_what_it_sends_back_waits_for_the_next_flight(
    shop: str, customs: str, phone: Page, desktop: Page
) -> None:
    (first, page_of_first), (second, page_of_second) = ordered(phone, shop), ordered(phone, shop)

    sign_in(desktop, shop, OPERATOR, ZH)
    before = on_hand(desktop, shop, ZH, ORIGIN, SKU)
    cleared, one = packed(desktop, shop, first)
    tax = declared_out_and_in(desktop, shop, cleared)
    httpx.post(f"{customs}/control/next", json={"outcome": "reject"}).raise_for_status()
    sent_back, two = packed(desktop, shop, second)
    waybill = book_flight(desktop, shop, ZH, "悉尼仓", "深圳始发仓")
    fill_bag(desktop, waybill, ZH, [one, two])
    pull_off(desktop, waybill, two)
    depart(desktop, waybill, ZH)
    assert on_hand(desktop, shop, ZH, ORIGIN, SKU) == before - 1

    land(desktop, waybill, ZH)
    scan(desktop, one)
    expect(desktop.locator("tr", has_text=one)).to_contain_text("完好")
    local = text_on_page(desktop, LOCAL)
    expect(desktop.locator("main")).not_to_contain_text(two)
    assert correct(desktop, shop, sent_back, two)

    phone.goto(page_of_first)
    wait_until_it_is(phone, "已送达")
    expect(phone.locator("main")).to_contain_text(local)
    expect(phone.locator("main")).to_contain_text("海关已放行您的包裹")
    goods, delivery, duty, taxes, total = paid(phone)
    # VAT at 13 % of goods and freight, of which retail import bears seven tenths, and no duty.
    assert taxes == ((goods + delivery) * Decimal("0.13") * Decimal("0.7")).quantize(Decimal("0.01"))
    assert (duty, total, tax) == (Decimal(0), goods + delivery + taxes, taxes)
    phone.goto(page_of_second)
    expect(phone.locator("main .page-actions .badge").first).to_have_text("备货中")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def ordered(page: Page, shop: str) -> tuple[str, str]:
    """Bought and paid for collected carriage; the order's number and the address of its page."""
    ship_to(page, shop, ZH, "CN")
    put_into_cart(page, shop, ZH, ARTICLE)
    show_cost(page, shop, ZH, SHANGHAI)
    choose_lane(page, "au-cn-consolidated")
    number = pay(page, shop, ZH)
    wait_until_it_is(page, "已确认")
    return number, page.url


def packed(page: Page, shop: str, order: str) -> tuple[str, str]:
    """Shipment and number of the parcel that ``order`` is packed into."""
    return pack_order(page, shop, ZH, order), text_on_page(page, BY_AIR)


def declared_out_and_in(page: Page, shop: str, shipment: str) -> Decimal:
    """Released on both sides of the border; returns the tax, which is declared where the goods come in."""
    export = released(page, shop, ZH, shipment.replace("SH", "EX"))
    assert re.search(r"已放行.*低值货物出口.*澳大利亚.*税款\s+0\.00 CNY", export, re.DOTALL)
    entry = released(page, shop, ZH, shipment.replace("SH", "IM"))
    tax = re.search(r"已放行.*9610.*••002X.*税款\s+([\d.]+) CNY", entry, re.DOTALL)
    assert tax is not None, entry
    return Decimal(tax.group(1))


def pull_off(page: Page, waybill: str, code: str) -> None:
    """Take the parcel that customs sent back out of its bag, as the waybill's page proposes."""
    fault = page.locator("li", has_text=code)
    page.goto(waybill)
    reload_until(page, lambda: fault.count() and "海关退回申报" in fault.inner_text(), "sent back")
    fault.get_by_role("link", name="撤下").click()
    page.fill("main [name=why]", "海关退单，等待更正")
    page.get_by_role("button", name="撤下").click()
    page.wait_for_url(re.compile(r"/bags/[^/]+/$"))
    expect(page.locator("main")).not_to_contain_text(code)


def correct(page: Page, shop: str, shipment: str, code: str) -> bool:
    """Send the corrected declaration; true once the parcel waits for a bag and customs has released it."""
    page.goto(f"{shop}/{ZH}/console/declarations/?state=ours")
    page.locator("main tr", has_text=shipment.removeprefix("SH-")).get_by_role("link").first.click()
    page.get_by_role("button", name="发送更正后的报关单").click()
    page.wait_for_load_state()
    reference = page.url.rstrip("/").rsplit("/", 1)[-1]
    text_on_page(page, "已放行")
    assert "版本 2" in released(page, shop, ZH, reference)
    page.goto(f"{shop}/{ZH}/console/waybills/")
    return page.locator("section", has_text="等待集包的包裹").last.locator("tr", has_text=code).count() == 1
