"""What an operator does and reads at his desk, in English or Chinese."""

import re
from decimal import Decimal

from playwright.sync_api import Page

from tests.browser.shopping import press_until_gone, reload_until

PACK = {
    "en": ("Start picking", "Pack and book the carrier"),
    "zh-hans": ("开始拣货", "打包并向承运商下单"),
}
RELEASED = {"en": "Released", "zh-hans": "已放行"}
ON_HAND = {"en": "On hand", "zh-hans": "实物库存"}


def open_shipment(page: Page, shop: str, language: str, order: str) -> str:
    """The first shipment of ``order``, opened as soon as there is one; returns its number."""
    page.goto(f"{shop}/{language}/console/orders/{order}/")
    link = page.locator("main a[href*='/shipments/']").first
    reload_until(page, link.count, "a shipment")
    link.click()
    page.wait_for_url(re.compile("/shipments/"))
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def pack_order(page: Page, shop: str, language: str, order: str) -> str:
    """Pick and pack the first shipment of ``order``; returns its number."""
    number = open_shipment(page, shop, language, order)
    press_until_gone(page, PACK[language])
    return number


def text_on_page(page: Page, form: str) -> str:
    """What matches ``form`` on the page, as soon as the page has it."""
    found = reload_until(page, lambda: re.search(form, page.locator("main").inner_text()), form)
    return found.group() if found else ""


def on_hand(page: Page, shop: str, language: str, warehouse: str, sku: str) -> int:
    """Units of ``sku`` that lie in ``warehouse``, as its stock page says."""
    page.goto(f"{shop}/{language}/console/stock/{warehouse}/{sku}/")
    figure = page.locator(".kpi", has_text=ON_HAND[language]).locator(".kpi-value").inner_text()
    return int(figure.replace(",", ""))


def released(page: Page, shop: str, language: str, reference: str) -> str:
    """The text of a customs declaration's page, as soon as customs has released the goods."""
    page.goto(f"{shop}/{language}/console/declarations/{reference}/")
    badge = page.locator("main .badge").first
    reload_until(page, lambda: badge.count() and badge.inner_text().strip() == RELEASED[language], "released")
    return page.locator("main").inner_text()


def paid(page: Page) -> list[Decimal]:
    """Goods, delivery, duty, tax and total, as the buyer's order page has them."""
    rows = page.locator(".summary-row").all_inner_texts()
    figures = [re.search(r"[\d,]+\.\d\d", row) for row in rows[:5]]
    return [Decimal(figure.group().replace(",", "")) for figure in figures if figure]
