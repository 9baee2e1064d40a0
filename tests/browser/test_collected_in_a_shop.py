"""Store pick-up: bought on a phone, a code shown, handed over at the counter by that code and by no other."""

import re

from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.desk import on_hand, open_shipment
from tests.browser.reading import ledger_of, summary
from tests.browser.shopping import (
    pay,
    press_until_gone,
    put_into_cart,
    ship_to,
    show_cost,
    wait_until_it_is,
)

LONDON = {
    "email": "amara@example.com", "country": "GB", "name": "Amara Bird", "line1": "1 Example Street",
    "postcode": "SW1A 1AA", "city": "London",
}  # fmt: skip
STORE = "GB-LDN"


def test_bought_on_a_phone_and_handed_over_by_its_code_alone(shop: str, phone: Page, desktop: Page) -> None:
    amara, otto = phone, desktop
    sign_in(otto, shop, OPERATOR, "zh-hans")
    sku = an_article_of_the_store(otto, shop)
    lay_there = on_hand(otto, shop, "zh-hans", STORE, sku)

    ship_to(amara, shop, "en", "GB")
    put_into_cart(amara, shop, "en", sku)
    chooses_to_collect(amara, shop)
    number = pay(amara, shop, "en")
    wait_until_it_is(amara, "Confirmed")
    paid = summary(amara)
    assert (paid["Delivery"], paid["Duty"], paid["Goods"] + paid["Tax"]) == (0, 0, paid["Total"])

    open_shipment(otto, shop, "zh-hans", number)
    press_until_gone(otto, ("开始拣货", "打包"))
    press_until_gone(otto, ("放到柜台",))
    wait_until_it_is(amara, "Ready at the shop")
    expect(amara.locator("main")).to_contain_text("Your move: collect your goods")
    expect(amara.get_by_role("img", name="Your pick-up code, to be scanned at the counter")).to_be_visible()
    assert amara.evaluate("document.documentElement.scrollWidth") <= 390
    code = amara.locator(".parcel .code").first.inner_text()

    otto.goto(f"{shop}/zh-hans/console/store-pick-ups/")
    expect(otto.locator("main")).to_contain_text("Amara Bird")
    expect(otto.locator("main")).not_to_contain_text(code)
    enters(otto, another_code(code))
    expect(otto.locator("main [role=alert]")).to_be_visible()
    enters(otto, f"{code[:4].lower()} {code[4:]}")
    expect(otto.locator("main")).to_contain_text("Amara Bird")
    otto.locator("button[name=confirmed]").click()
    expect(otto.locator("main")).to_contain_text("已送达")

    wait_until_it_is(amara, "Delivered")
    assert on_hand(otto, shop, "zh-hans", STORE, sku) == lay_there - 1
    assert ledger_of(otto, shop, number) == {
        "Owed by payment providers": paid["Total"], "Sales of goods": -paid["Goods"],
        "Tax owed to authorities": -paid["Tax"],
    }  # fmt: skip
    otto.goto(f"{shop}/zh-hans/console/store-pick-ups/")
    enters(otto, code)
    expect(otto.locator("main [role=alert]")).to_be_visible()


def an_article_of_the_store(page: Page, shop: str) -> str:
    page.goto(f"{shop}/zh-hans/console/stock/?warehouse={STORE}")
    return page.locator("main tbody .code").first.inner_text()


def chooses_to_collect(page: Page, shop: str) -> None:
    show_cost(page, shop, "en", LONDON)
    page.locator(f"main input[name=choice-pick-up][value={STORE}]").check()
    expect(page.locator("#parcels")).to_contain_text("Collect in the shop")


def enters(page: Page, code: str) -> None:
    """Types what a scanner would send."""
    page.fill("main [name=code]", code)
    page.locator("main [name=code]").press("Enter")
    page.wait_for_load_state()


def another_code(code: str) -> str:
    return re.sub(r".$", lambda last: "A" if last.group() != "A" else "B", code)
