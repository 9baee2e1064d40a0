"""Dropship: the supplier ships with a carrier of its own, or refuses; the buyer reads the truth of both."""

from decimal import Decimal

from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR, SUPPLIER
from tests.browser.conftest import sign_in
from tests.browser.desk import on_hand
from tests.browser.reading import amount_in, ledger_of, summary, wait_until_it_says
from tests.browser.shopping import pay, put_into_cart, ship_to, show_cost, wait_until_it_is

MELBOURNE = {
    "email": "amara@example.com", "country": "AU", "name": "Amara Bird", "line1": "1 Example Street",
    "postcode": "3000", "city": "Melbourne", "region": "VIC",
}  # fmt: skip
AUCKLAND = {
    "email": "aroha@example.com", "country": "NZ", "name": "Aroha Bird", "line1": "1 Example Street",
    "postcode": "1010", "city": "Auckland",
}  # fmt: skip
SUPPLIERS = "AU-BANKSIA"
CALCIUM, CRANBERRY = "AU-SUP-05", "AU-SUP-09"


def test_the_buyer_sees_the_suppliers_own_carrier_and_where_the_goods_come_from(
    shop: str, phone: Page, desktop: Page
) -> None:
    number = buys(phone, shop, MELBOURNE, CALCIUM)
    expect(phone.locator("main")).to_contain_text("Within Australia")
    expect(phone.locator("main")).to_contain_text("Sent straight from the supplier")

    opens(desktop, shop, number, "zh-hans")
    expect(desktop.locator("main")).not_to_contain_text("1 Example Street")
    desktop.locator("form[action$='/accept/'] button").click()
    expect(desktop.locator("main")).to_contain_text("1 Example Street")
    cost = amount_in(desktop.locator(".waybill-box").last.inner_text())
    ships(desktop, "", "1Z999AA10123456785")  # the last digit is wrong
    expect(desktop.locator("main [role=alert]")).to_be_visible()
    ships(desktop, "Example Couriers", f"EXC {number}")
    own_number = f"EXC{number.replace('-', '')}"
    expect(desktop.locator("main")).to_contain_text(own_number)

    wait_until_it_is(phone, "Shipped")
    expect(phone.locator("main")).to_contain_text("The supplier handed your parcel to")
    expect(phone.locator("main")).to_contain_text(own_number)
    expect(phone.locator("main")).not_to_contain_text("We are taking your goods off the shelf")
    paid = summary(phone)
    signs_in_as(desktop, shop, OPERATOR)
    assert ledger_of(desktop, shop, number) == {
        "Owed by payment providers": paid["Total"], "Sales of goods": -paid["Goods"],
        "Shipping charged": -paid["Delivery"], "Tax owed to authorities": -paid["Tax"],
        "Cost of dropship goods": cost, "Owed to suppliers": -cost,
        "Freight": Decimal("7.90"), "Freight not billed yet": Decimal("-7.90"),  # the lane's own currency
    }  # fmt: skip


def test_a_refusal_is_told_and_every_cent_goes_back(shop: str, phone: Page, desktop: Page) -> None:
    number = buys(phone, shop, AUCKLAND, CRANBERRY)
    paid = summary(phone)
    opens(desktop, shop, number)
    desktop.locator("#refuse summary").click()
    desktop.locator("#refuse button[type=submit]").click()
    expect(desktop.locator("main [role=alert]")).to_be_visible()
    desktop.fill("#refuse [name=reason]", "The last jars broke in the store room.")
    desktop.locator("#refuse [name=none_left]").check()
    desktop.locator("#refuse button[type=submit]").click()
    expect(desktop.locator("main")).to_contain_text("Refused")

    signs_in_as(desktop, shop, OPERATOR)
    desktop.goto(f"{shop}/en/console/exceptions/?owner=operator")
    case = desktop.locator(".task", has_text=number)
    expect(case).to_contain_text("The last jars broke in the store room.")
    case.locator(".btn-primary").click()
    desktop.fill("main [name=reason]", "our supplier has no more of it")
    desktop.locator("main .btn-danger").click()

    wait_until_it_is(phone, "Cancelled")
    wait_until_it_says(phone, f"NZ${paid['Total']} were paid back to you.", "our supplier has no more of it")
    assert on_hand(desktop, shop, "en", SUPPLIERS, CRANBERRY) == 0
    assert ledger_of(desktop, shop, number) == {
        "Sales of goods": -paid["Goods"], "Goods refunded": paid["Goods"],
        "Shipping charged": -paid["Delivery"], "Shipping refunded": paid["Delivery"],
    }  # fmt: skip


def buys(page: Page, shop: str, address: dict[str, str], words: str) -> str:
    """One piece of it, paid; returns the number of the order, with its page open."""
    ship_to(page, shop, "en", address["country"])
    put_into_cart(page, shop, "en", words)
    show_cost(page, shop, "en", address)
    number = pay(page, shop, "en")
    wait_until_it_is(page, "Confirmed")
    return number


def opens(page: Page, shop: str, number: str, language: str = "en") -> None:
    """The supplier opens what is to be shipped for an order."""
    sign_in(page, shop, SUPPLIER, language)
    page.goto(f"{shop}/{language}/supplier/orders/")
    page.locator("main").get_by_role("link", name=f"DS-{number.removeprefix('ET-')}").first.click()


def ships(page: Page, carrier: str, number: str) -> None:
    if not page.locator("#own [name=carrier]").is_visible():
        page.locator("#own summary").click()
    page.fill("#own [name=carrier]", carrier)
    page.fill("#own [name=tracking_number]", number)
    page.locator("#own button[type=submit]").click()


def signs_in_as(page: Page, shop: str, email: str) -> None:
    page.context.clear_cookies()
    sign_in(page, shop, email)
