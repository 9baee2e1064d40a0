"""Goods for our own warehouses: in containers into China (0110), and out of China to one overseas (9810)."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page, expect

from entrepot.demo.people import OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.desk import on_hand, released
from tests.browser.reading import amount_in, share, wait_until_it_says

SHENZHEN, NEW_JERSEY = "CN-SZX", "US-EWR"
MASK, CASE = "FR-MASK-06", "CN-CASE-20-MIDNIG"
NAMES = {SHENZHEN: ("Shenzhen Origin Hub", "深圳始发仓"), NEW_JERSEY: ("New Jersey Warehouse", "新泽西仓")}


def test_french_goods_bear_duty_and_tax_into_china_in_the_cost_of_every_piece(
    shop: str, desktop: Page
) -> None:
    otto = desktop
    sign_in(otto, shop, OPERATOR)
    number = drafts(otto, shop, "en", destination=SHENZHEN, sender="Maison Exemple", sender_country="FR",
                    currency="EUR", reference="PO-3001", lines=f"{MASK}; 40; 12.50")  # fmt: skip
    adds_a_leg(otto, "road", "Lyon", "Le Havre", 2, "FR-482-EX")
    adds_a_leg(otto, "sea", "Le Havre", "Yantian", 30, "MSKU6345785")
    adds_a_cost(otto, "freight", "180.00", "weight")
    presses(otto, "announce")
    presses(otto, "depart")
    wait_until_it_says(otto, "IM-", "EX-")
    assert "0110" in released(otto, shop, "en", f"IM-{number}")
    assert assessed(otto, "Goods") == Decimal("500.00")
    duty, tax = assessed(otto, "Duty"), assessed(otto, "Tax")
    assert duty > 0
    # Value added tax and consumption tax are due on goods, freight and duty together.
    assert tax >= share(Decimal("680.00") + duty, "0.13")
    released(otto, shop, "en", f"EX-{number}")

    otto.goto(f"{shop}/en/console/inbound/{number}/")
    assert costs(otto) == {"Freight": Decimal("180.00"), "Duty": duty, "Import tax": tax}
    presses(otto, "arrive")
    receives(otto, MASK, 39, damaged=1)
    closes(otto, number, "one box was crushed")
    a_piece = (Decimal("680.00") + duty + tax) / 40
    otto.goto(f"{shop}/en/console/stock/{SHENZHEN}/{MASK}/")
    lot = otto.locator("main tr", has_text=number)
    assert abs(amount_in(lot.locator("[data-label^=Landed]").inner_text()) - a_piece) <= Decimal("0.01")
    assert lot.locator("[data-label='On hand']").inner_text() == "39"
    assert lot.locator("[data-label='Blocked']").inner_text() == "1"


def test_stock_for_new_jersey_leaves_china_under_9810(shop: str, desktop: Page) -> None:
    otto = desktop
    sign_in(otto, shop, OPERATOR, "zh-hans")
    there, here = (on_hand(otto, shop, "zh-hans", place, CASE) for place in (NEW_JERSEY, SHENZHEN))
    number = drafts(otto, shop, "zh-hans", destination=NEW_JERSEY, source=SHENZHEN, currency="CNY",
                    lines=f"{CASE}; 5")  # fmt: skip
    adds_a_leg(otto, "air", "深圳", "纽约", 6, "999-12345675")
    adds_a_cost(otto, "freight", "50.00", "weight")
    presses(otto, "announce")
    assert "9810" in released(otto, shop, "zh-hans", f"EX-{number}")
    otto.goto(f"{shop}/zh-hans/console/inbound/{number}/")
    presses(otto, "depart")
    wait_until_it_says(otto, "IM-")
    released(otto, shop, "zh-hans", f"IM-{number}")
    assert on_hand(otto, shop, "zh-hans", SHENZHEN, CASE) == here - 5

    otto.goto(f"{shop}/zh-hans/console/inbound/{number}/")
    presses(otto, "arrive")
    receives(otto, CASE, 5)
    closes(otto, number)
    expect(otto.locator("main")).to_contain_text("已结束")
    assert on_hand(otto, shop, "zh-hans", NEW_JERSEY, CASE) == there + 5


def drafts(page: Page, shop: str, language: str, **fields: str) -> str:
    """Returns the number of the shipment, with its page open."""
    page.goto(f"{shop}/{language}/console/inbound/new/")
    for name, value in fields.items():
        field = page.locator(f"main [name={name}]")
        if name in ("destination", "source"):
            field.select_option(label=NAMES[value][language != "en"])
        else:
            field.fill(value)
    page.locator("main .form-actions button").click()
    page.wait_for_url("**/console/inbound/ASN-*/")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def adds_a_leg(page: Page, mode: str, departs_from: str, arrives_at: str, days: int, number: str) -> None:
    form = page.locator("form[action$='/legs/']")
    page.locator("details:has(form[action$='/legs/']) summary").click()
    form.locator("[name=mode]").select_option(mode)
    form.locator("[name=departs_from]").fill(departs_from)
    form.locator("[name=arrives_at]").fill(arrives_at)
    form.locator("[name=eta]").fill((timezone.now().date() + timedelta(days=days)).isoformat())
    form.locator("[name=transport_number]").fill(number)
    form.locator("button").click()
    expect(page.locator("main")).to_contain_text(number)


def adds_a_cost(page: Page, kind: str, amount: str, basis: str) -> None:
    form = page.locator("form[action$='/costs/']")
    page.locator("details:has(form[action$='/costs/']) summary").click()
    form.locator("[name=kind]").select_option(kind)
    form.locator("[name=amount]").fill(amount)
    form.locator("[name=basis]").select_option(basis)
    form.locator("button").click()
    expect(page.locator("main")).to_contain_text(amount)


def presses(page: Page, step: str) -> None:
    page.locator(f"main .page-actions form[action$='/{step}/'] button").click()
    page.wait_for_load_state()


def assessed(page: Page, what: str) -> Decimal:
    """An amount at the side of a declaration's page."""
    return amount_in(page.locator(f"aside .facts-row:has(dt:text-is('{what}')) dd").inner_text())


def costs(page: Page) -> dict[str, Decimal]:
    rows = page.locator("section:has(h2:text('Costs')) tbody tr").all()
    cells = [row.locator("td").all_inner_texts() for row in rows]
    return {row[0]: amount_in(row[-1]) for row in cells}


def receives(page: Page, sku: str, pieces: int, damaged: int = 0) -> None:
    page.locator("main .page-actions a[href$='/receive/']").click()
    page.fill("main [name=sku]", sku)
    page.fill("main [name=received]", str(pieces))
    page.fill("main [name=damaged]", str(damaged))
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()


def closes(page: Page, number: str, reason: str = "") -> None:
    page.locator("main .page-actions a[href$='/close/']").click()
    if reason:
        page.fill("main [name^=reason_]", reason)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**/inbound/{number}/")
