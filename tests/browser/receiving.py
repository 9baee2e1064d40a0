"""What an operator does with goods for one of our warehouses, in English or Chinese."""

import re

from playwright.sync_api import Page

from tests.browser.shopping import press_until_gone

SET_OUT = {"en": ("Announce", "Departed", "Arrived"), "zh-hans": ("预报", "已发运", "已到达")}


def plan_inbound(page: Page, shop: str, language: str, notice: dict[str, str], lines: str) -> str:
    """Draft a shipment, announce it and let it set out and arrive; returns its number."""
    page.goto(f"{shop}/{language}/console/inbound/new/")
    for field, value in notice.items():
        control = page.locator(f"main [name={field}]")
        if field in ("destination", "source"):
            control.select_option(label=value)
        else:
            control.fill(value)
    page.fill("main [name=lines]", lines)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/inbound/ASN-\d+/"))
    press_until_gone(page, SET_OUT[language])
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def receive(page: Page, shop: str, language: str, inbound: str, sku: str, *, good: int, damaged: int) -> None:
    """Take in what was unloaded of one article."""
    page.goto(f"{shop}/{language}/console/inbound/{inbound}/receive/")
    for field, value in (("sku", sku), ("received", str(good)), ("damaged", str(damaged))):
        page.fill(f"main [name={field}]", value)
    with page.expect_navigation():
        page.locator("main [name=damaged]").press("Enter")


def close_inbound(page: Page, shop: str, language: str, inbound: str, reason: str) -> None:
    """Close the shipment with a reason for the one line that differs."""
    page.goto(f"{shop}/{language}/console/inbound/{inbound}/close/")
    page.locator("main form input[name^=reason]").fill(reason)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(rf"/inbound/{inbound}/$"))
