"""Collected goods out of China (9610): many orders in one bag, a question of customs, and a hub in France."""

import re
from decimal import Decimal

import httpx
from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.consolidating import book_flight, depart, fill_bag, land, put_on_pallet, scan
from tests.browser.desk import on_hand, pack_order, paid, released, text_on_page
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

PARIS = {
    "email": "amara@example.com", "country": "FR", "name": "Amara Dubois", "line1": "1 rue de Rivoli",
    "postcode": "75001", "city": "Paris",
}  # fmt: skip
ARTICLE, SKU, ORIGIN = "silk sleep mask", "CN-SILK-41", "CN-SZX"
BY_AIR, LOCAL = r"TESTLH\d{9}", r"LE\d{9}FR"


def test_two_orders_fly_in_one_bag_and_one_of_them_arrives_whole(
    shop: str, customs: str, phone: Page, desktop: Page
) -> None:
    (first, page_of_first), (second, page_of_second) = ordered(phone, shop), ordered(phone, shop)

    sign_in(desktop, shop, OPERATOR)
    before = on_hand(desktop, shop, "en", ORIGIN, SKU)
    whole, one = packed(desktop, shop, first)
    declared_out_and_in(desktop, shop, whole)
    httpx.post(f"{customs}/control/next", json={"outcome": "query"}).raise_for_status()
    asked_about, two = packed(desktop, shop, second)

    waybill = book_flight(desktop, shop, "en", "Shenzhen Origin Hub", "Lille Warehouse")
    bag = fill_bag(desktop, waybill, "en", [one, two])
    put_on_pallet(desktop, "en", bag)
    expect(desktop.locator("tr", has_text=bag)).to_contain_text(re.compile(r"\d{18}"))
    assert customs_keeps_on_the_ground(desktop, waybill) == asked_about
    assert on_hand(desktop, shop, "en", ORIGIN, SKU) == before

    answer_customs(desktop, shop, asked_about, waybill)
    depart(desktop, waybill, "en")
    assert on_hand(desktop, shop, "en", ORIGIN, SKU) == before - 2

    land(desktop, waybill, "en")
    scan(desktop, one)
    expect(desktop.locator("tr", has_text=one)).to_contain_text("Whole")
    local = text_on_page(desktop, LOCAL)
    put_into_the_exception_bin(desktop, shop, two)

    phone.goto(page_of_first)
    wait_until_it_is(phone, "Delivered")
    expect(phone.locator("main")).to_contain_text(local)
    goods, delivery, duty, tax, total = paid(phone)
    assert duty == Decimal("3.00")
    assert tax == ((goods + delivery) * Decimal("0.20")).quantize(Decimal("0.01"))
    assert total == goods + delivery + duty + tax
    phone.goto(page_of_second)
    expect(phone.locator("main .page-actions .badge").first).to_have_text("Shipped")
    expect(phone.locator("main")).to_contain_text("Your parcel was damaged on the way")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def ordered(page: Page, shop: str) -> tuple[str, str]:
    """Bought and paid for collected carriage; the order's number and the address of its page."""
    ship_to(page, shop, "en", "FR")
    put_into_cart(page, shop, "en", ARTICLE)
    show_cost(page, shop, "en", PARIS)
    choose_lane(page, "cn-world-consolidated")
    number = pay(page, shop, "en")
    wait_until_it_is(page, "Confirmed")
    return number, page.url


def packed(page: Page, shop: str, order: str) -> tuple[str, str]:
    """Shipment and number of the parcel that ``order`` is packed into."""
    return pack_order(page, shop, "en", order), text_on_page(page, BY_AIR)


def declared_out_and_in(page: Page, shop: str, shipment: str) -> None:
    """Released on both sides of the border; duty is declared where the goods come in."""
    export = released(page, shop, "en", shipment.replace("SH", "EX"))
    assert re.search(r"Released.*9610.*Duty\s+0\.00 EUR", export, re.DOTALL)
    entry = released(page, shop, "en", shipment.replace("SH", "IM"))
    assert re.search(r"Released.*H7.*Duty\s+3\.00 EUR", entry, re.DOTALL)


def put_into_the_exception_bin(page: Page, shop: str, code: str) -> None:
    """Scan the parcel as damaged and see its case."""
    page.check("main [name=damaged]")
    page.fill("main [name=note]", "corner crushed")
    scan(page, code)
    expect(page.locator("tr", has_text=code)).to_contain_text("Exception bin")
    page.goto(f"{shop}/en/console/exceptions/")
    expect(page.locator("main")).to_contain_text(code)


def customs_keeps_on_the_ground(page: Page, waybill: str) -> str:
    """Close the waybill, see that it may not depart; returns the shipment that customs asks about."""
    page.goto(waybill)
    press_until_gone(page, ("Close",))
    text_on_page(page, "state material and intended use")
    faults = page.locator("section", has_text="What keeps it on the ground").last
    expect(faults.locator("li")).to_have_count(1)
    page.get_by_role("button", name="Departed").click()
    expect(page.locator("body")).to_contain_text("may not depart")
    link = faults.locator("a[href*='/shipments/']").get_attribute("href")
    return str(link).rstrip("/").rsplit("/", 1)[-1]


def answer_customs(page: Page, shop: str, shipment: str, waybill: str) -> None:
    """Answer what customs asks about ``shipment`` and wait until nothing keeps the waybill on the ground."""
    page.goto(f"{shop}/en/console/declarations/?state=ours")
    page.locator("main tr", has_text=shipment.removeprefix("SH-")).get_by_role("link").first.click()
    page.fill("main [name=answer]", "Sleep mask of woven mulberry silk, worn over the eyes.")
    page.get_by_role("button", name="Send the answer").click()
    page.goto(waybill)
    reload_until(page, lambda: page.get_by_text("What keeps it on the ground").count() == 0, "free to fly")
