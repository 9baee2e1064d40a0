"""What a buyer and an operator do on the pages, in their words."""

import re
import time
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Locator, Page, expect

PAY = {
    "en": re.compile("Place order and pay( the deposit)?"),
    "zh-hans": re.compile("提交订单并付款|下单并支付定金"),
}
Answer = TypeVar("Answer")
# Workers, customs and carrier take their time, more of it on a busy machine.
PATIENCE_S = 120
MOST_PRESSES = 60


def reload_until(page: Page, answer: Callable[[], Answer], what: str) -> Answer:
    """Reload the page until ``answer`` is true, which is returned; ``what`` names it when it never is."""
    end = time.monotonic() + PATIENCE_S
    while not (found := answer()):
        if time.monotonic() > end:
            raise AssertionError(f"{page.url}: never {what}:\n{page.locator('main').inner_text()}")
        page.wait_for_timeout(500)
        page.reload()
    return found


def ship_to(page: Page, shop: str, language: str, country: str) -> None:
    """Choose the country that prices and the landed cost are shown for."""
    page.goto(f"{shop}/{language}/")
    with page.expect_navigation():
        page.locator("form[action*='ship-to']").first.evaluate(
            "(form, country) => { form.elements.country.value = country; form.submit() }", country
        )


def put_into_cart(page: Page, shop: str, language: str, words: str) -> None:
    """Search, open the first article and put one piece into the cart."""
    page.goto(f"{shop}/{language}/")
    page.locator("header input[type=search]").first.fill(words)
    page.locator("header input[type=search]").first.press("Enter")
    page.wait_for_load_state()
    page.locator("main a[href*='/p/']").first.click()
    page.wait_for_load_state()
    page.locator("form[action*='/cart/'] button[type=submit]").first.click()
    page.wait_for_load_state()


def show_cost(page: Page, shop: str, language: str, address: dict[str, str]) -> None:
    """Fill in the checkout and ask for the whole cost."""
    page.goto(f"{shop}/{language}/checkout/")
    page.locator("main select[name=country]").select_option(address["country"])
    for name, value in address.items():
        if name not in ("country", "importer_id"):
            page.fill(f"main [name={name}]", value)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    if "importer_id" in address:
        page.fill("main [name=importer_id]", address["importer_id"])
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
    expect(page.locator("#quote .cost-total, #quote .action-bar").first).to_be_visible()


def choose_lane(page: Page, lane: str) -> None:
    """Take this way of delivery at checkout, whichever is proposed."""
    way, quote = page.locator(f"input[value={lane}]"), page.locator("#quote [name=quote]")
    if not way.is_checked():
        before = quote.input_value()
        way.check()
        expect(quote).not_to_have_value(before)
    expect(way).to_be_checked()


def pay(page: Page, shop: str, language: str) -> str:
    """Place the order, pay on the provider's page and come back; returns the order's number."""
    unknown = page.locator("#accept-unknown")
    if unknown.count():
        unknown.check()
    page.get_by_role("button", name=PAY[language]).click()
    _pay_at_the_provider(page, shop, language)
    found = re.search(r"ET-\d+", page.locator("main").inner_text())
    if found is None:
        raise AssertionError(f"no order number on {page.url}")
    return found.group()


def pay_what_is_due(page: Page, shop: str, language: str) -> None:
    """Press the button that names what is due on the page of the order, and pay it."""
    page.reload()
    page.locator("main form[action$='/pay/'] button").click()
    _pay_at_the_provider(page, shop, language)


def _pay_at_the_provider(page: Page, shop: str, language: str) -> None:
    page.wait_for_url(re.compile("/pay/"))
    page.locator("button").first.click()
    page.wait_for_url(re.compile(f"{shop}/{language}/orders/"))
    page.goto(re.sub(r"paid/.*", "", page.url))


def wait_until_it_is(page: Page, state: str) -> None:
    """Reload until the order is in ``state``."""
    badge = page.locator("main .page-actions .badge").first
    reload_until(page, lambda: badge.inner_text().strip() == state, state)


def press_until_gone(page: Page, steps: tuple[str, ...]) -> None:
    """Press whichever of ``steps`` is offered until the last of them has been pressed."""
    for _ in range(MOST_PRESSES):
        name, button = reload_until(page, lambda: _offered(page, steps), f"offered {steps[-1]!r}")
        button.click()
        page.wait_for_load_state()
        if name == steps[-1]:
            return
    raise AssertionError(f"{name!r} changes nothing:\n{page.locator('main').inner_text()}")


def _offered(page: Page, steps: tuple[str, ...]) -> tuple[str, Locator] | tuple[()]:
    """The last of ``steps`` that can be pressed now, and its button."""
    for name in reversed(steps):
        button = page.locator("main").get_by_role("button", name=name, exact=True).first
        if button.count() and button.is_visible() and button.is_enabled():
            return name, button
    return ()
