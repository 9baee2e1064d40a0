"""What an operator does so that many parcels fly as one, in English or Chinese."""

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.shopping import press_until_gone

NEW_BAG = {"en": "New bag", "zh-hans": "新集包"}
NEW_PALLET = {"en": "New pallet", "zh-hans": "新托盘"}
PUT_ON = {"en": "Put on", "zh-hans": "装上"}
DEPART = {"en": ("Close", "Departed"), "zh-hans": ("关闭", "已发运")}
ARRIVE = {"en": ("Arrived",), "zh-hans": ("已到达",)}
TAKE_APART = {"en": "Take apart", "zh-hans": "拆包分拨"}
MOMENT = "%Y-%m-%dT%H:%M"


def book_flight(page: Page, shop: str, language: str, origin: str, hub: str) -> str:
    """Open a master waybill for a flight between two warehouses; returns its address."""
    page.goto(f"{shop}/{language}/console/waybills/new/")
    for field, warehouse in (("origin", origin), ("hub", hub)):
        page.locator(f"main select[name={field}]").select_option(label=warehouse)
    now = datetime.now(UTC)
    moments = {"cut_off": 20, "departs_at": 24, "arrives_at": 38}
    page.fill("main [name=flight]", "ZZ 799")
    page.fill("main [name=airline]", "testair")
    page.fill("main [name=max_weight_kg]", "200")
    for field, hours in moments.items():
        page.fill(f"main [name={field}]", (now + timedelta(hours=hours)).strftime(MOMENT))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/waybills/\d+/"))
    return page.url


def scan(page: Page, code: str) -> None:
    """As a scanner does: the code, then Enter."""
    page.fill("main [name=code]", code)
    with page.expect_navigation():
        page.locator("main [name=code]").press("Enter")
    expect(page.locator("main tr", has_text=code)).to_be_visible()


def fill_bag(page: Page, waybill: str, language: str, codes: list[str]) -> str:
    """A new bag under ``waybill`` (an address) with the parcels of ``codes``; returns its number."""
    page.goto(waybill)
    page.get_by_role("button", name=NEW_BAG[language]).click()
    page.wait_for_url(re.compile("/bags/"))
    for code in codes:
        scan(page, code)
    bag = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.goto(waybill)
    return bag


def put_on_pallet(page: Page, language: str, bag: str) -> None:
    """Begin a pallet under the waybill that is shown and build ``bag`` up on it."""
    page.get_by_role("button", name=NEW_PALLET[language]).click()
    page.wait_for_load_state()
    page.fill("main [name=bag]", bag)
    page.locator("main select[name=pallet]").select_option(index=1)
    page.get_by_role("button", name=PUT_ON[language]).click()
    page.wait_for_load_state()


def depart(page: Page, waybill: str, language: str) -> None:
    """Close the waybill and let it fly."""
    page.goto(waybill)
    press_until_gone(page, DEPART[language])


def land(page: Page, waybill: str, language: str) -> None:
    """The flight has arrived; the page to take its bags apart is open."""
    page.goto(waybill)
    press_until_gone(page, ARRIVE[language])
    page.get_by_role("link", name=TAKE_APART[language]).first.click()
    page.wait_for_url(re.compile("/deconsolidate/"))
