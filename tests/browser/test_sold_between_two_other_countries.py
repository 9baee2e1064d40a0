"""Third-country trade: no border of the shop's own country is crossed. From Sydney by post to New York."""

import re
from decimal import Decimal

from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.desk import pack_order
from tests.browser.reading import declarations_of, ledger_of, share, summary
from tests.browser.shopping import (
    pay,
    press_until_gone,
    put_into_cart,
    ship_to,
    show_cost,
    wait_until_it_is,
)

NEW_YORK = {
    "email": "mia@example.com", "country": "US", "name": "Mia Bird", "line1": "350 Example Avenue",
    "postcode": "10118", "city": "New York", "region": "NY", "phone": "+1 212 555 0123",
}  # fmt: skip
SCARF = "AU-WOOL-40-FOREST"


def test_from_sydney_to_new_york_with_every_line_of_the_landed_cost(
    shop: str, phone: Page, desktop: Page
) -> None:
    mia, otto = phone, desktop
    sign_in(otto, shop, OPERATOR)
    ship_to(mia, shop, "en", "US")
    put_into_cart(mia, shop, "en", SCARF)
    show_cost(mia, shop, "en", NEW_YORK)
    expect(mia.locator("#parcels")).to_contain_text("Your parcel, from Australia")
    shown = mia.locator("#quote")
    expect(shown).to_contain_text("6.7% of goods")
    expect(shown).to_contain_text("Paid with the order · Customs collects it")
    expect(shown).to_contain_text("State and local sales tax is not included.")
    number = pay(mia, shop, "en")
    wait_until_it_is(mia, "Confirmed")
    paid = summary(mia)
    assert paid["Duty"] == share(paid["Goods"], "0.067")
    assert paid["Tax"] == 0
    assert paid["Goods"] + paid["Delivery"] + paid["Duty"] == paid["Total"]

    pack_order(otto, shop, "en", number)
    press_until_gone(otto, ("Hand over to the carrier",))
    wait_until_it_is(mia, "Delivered")
    expect(mia.locator("main")).to_contain_text("From Australia to United States")
    assert re.search(r"[A-Z]{2}\d{9}AU", mia.locator("main").inner_text())
    mia.get_by_role("link", name="Why do I pay this?").click()
    expect(mia.locator("main")).to_contain_text("6.7% of goods")
    assert mia.evaluate("document.documentElement.scrollWidth") <= 390
    short = number.removeprefix("ET-")
    assert declarations_of(otto, shop, number) == {
        f"EX-{short}-1": ("Export of low value", "Released"),
        f"IM-{short}-1": ("Informal entry (type 11)", "Released"),
    }
    assert ledger_of(otto, shop, number) == {
        "Owed by payment providers": paid["Total"], "Sales of goods": -paid["Goods"],
        "Shipping charged": -paid["Delivery"], "Duty owed to customs": -paid["Duty"],
        "Freight": Decimal("18.00"), "Freight not billed yet": Decimal("-18.00"),  # the lane's own currency
    }  # fmt: skip
