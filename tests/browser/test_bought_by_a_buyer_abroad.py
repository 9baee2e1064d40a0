"""A buyer abroad: a photo, an order with a deposit, a receipt, the balance, the border, the door."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

from django.utils import timezone
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from entrepot.demo.people import BUYER_ABROAD, OPERATOR
from tests.browser.conftest import sign_in
from tests.browser.reading import declarations_of, ledger_of, share, summary, wait_until_it_says
from tests.browser.shopping import (
    pay,
    pay_what_is_due,
    press_until_gone,
    put_into_cart,
    ship_to,
    show_cost,
    wait_until_it_is,
)

SHANGHAI = {
    "email": "fang@example.com", "country": "CN", "name": "王芳", "line1": "淮海中路100号",
    "postcode": "200021", "city": "上海", "region": "上海市", "phone": "+86 138 0000 0001",
    "importer_id": "11010519491231002X",
}  # fmt: skip
DEPOSIT, BALANCE, TOTAL = "定金，下单时支付", "尾款，买到后支付", "合计"
HANGZHOU = {
    "email": "lei@example.com", "country": "CN", "name": "李雷", "line1": "延安路2号",
    "postcode": "310006", "city": "杭州", "region": "浙江省", "phone": "+86 138 0000 0002",
    "importer_id": "330106199003070014",
}  # fmt: skip


def test_from_a_photo_in_a_shop_of_paris_to_a_door_in_shanghai(
    shop: str, phone: Page, other_phone: Page, desktop: Page
) -> None:
    colette, fang, otto = other_phone, phone, desktop
    sign_in(otto, shop, OPERATOR)
    sign_in(colette, shop, BUYER_ABROAD)
    shows_her_passport(colette, shop)
    approves_it(otto, shop)
    lists_what_she_saw(colette, shop, name="Cashmere throw", chinese="羊绒盖毯", cost="64.00")
    classifies(otto, shop, "Cashmere throw", hs6="630120")

    number = orders_with_a_deposit(fang, shop, "羊绒盖毯", SHANGHAI)
    paid = summary(fang)
    assert paid[DEPOSIT] + paid[BALANCE] == paid[TOTAL]
    assert paid[DEPOSIT] == share(paid[TOTAL], "0.30")
    assert paid["税款"] == share(paid["商品"], "0.20")  # personal articles: 20 % of the goods
    assert ledger_of(otto, shop, number) == {
        "Owed by payment providers": paid[DEPOSIT], "Deposits of customers": -paid[DEPOSIT],
    }  # fmt: skip

    opens_the_purchase(colette, shop, number)
    colette.get_by_role("button", name="I buy it").click()
    reports_it_bought(colette, paid="64.01", answer="That is more than the EUR 64.00 agreed.")
    reports_it_bought(colette, paid="64.00", answer="The customer is asked for the balance")
    pay_what_is_due(fang, shop, "zh-hans")
    wait_until_it_says(fang, "已付清")
    assert summary(fang) == paid

    colette.goto(f"{shop}/en/supplier/orders/")
    wait_until_it_says(colette, f"DS-{number.removeprefix('ET-')}")
    colette.get_by_role("link", name=f"DS-{number.removeprefix('ET-')}").first.click()
    colette.wait_for_load_state()
    press_until_gone(colette, ("Accept the order", "Make a label", "Handed to the carrier"))
    wait_until_it_is(fang, "已送达")
    expect(fang.locator("main")).to_contain_text("由我们的海外买手采购并寄出")
    expect(fang.locator("main")).to_contain_text("您的商品已在 Maison Exemple 买到；我们已存小票。")
    assert fang.evaluate("document.documentElement.scrollWidth") <= 390
    assert colette.evaluate("document.documentElement.scrollWidth") <= 390

    short = number.removeprefix("ET-")
    assert declarations_of(otto, shop, number) == {
        f"EX-{short}-1": ("Export of low value", "Released"),
        f"IM-{short}-1": ("Personal articles", "Released"),
    }
    cost = Decimal("64.00")  # in euro; the rest is in yuan
    assert ledger_of(otto, shop, number) == {
        "Owed by payment providers": paid[TOTAL], "Sales of goods": -paid["商品"],
        "Shipping charged": -paid["运费"], "Tax owed to authorities": -paid["税款"],
        "Cost of dropship goods": cost, "Owed to suppliers": -cost,
        "Freight": Decimal("14.00"), "Freight not billed yet": Decimal("-14.00"),  # the lane's own currency
    }  # fmt: skip


def test_what_is_not_to_be_had_gives_the_whole_deposit_back(
    shop: str, phone: Page, other_phone: Page, desktop: Page
) -> None:
    colette, lei, otto = other_phone, phone, desktop
    number = orders_with_a_deposit(lei, shop, "黄油饼干铁盒装", HANGZHOU)
    deposit = summary(lei)[DEPOSIT]

    sign_in(colette, shop, BUYER_ABROAD, "zh-hans")
    opens_the_purchase(colette, shop, number, "zh-hans")
    colette.locator("#not-found summary").click()
    colette.fill("main [name=reason]", "店里已经卖完。")
    colette.locator("#not-found button[type=submit]").click()
    expect(colette.locator("main")).to_contain_text("店里已经卖完。")

    wait_until_it_is(lei, "已取消")
    wait_until_it_says(lei, "店里已经卖完。其定金将全额退还。", f"已向您退款 ¥{deposit}。")
    sign_in(otto, shop, OPERATOR)
    assert ledger_of(otto, shop, number) == {}


def photo(colour: str) -> FilePayload:
    written = BytesIO()
    Image.new("RGB", (640, 480), colour).save(written, "JPEG")
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def in_days(days: int) -> str:
    return (timezone.now().date() + timedelta(days=days)).isoformat()


def shows_her_passport(page: Page, shop: str) -> None:
    page.goto(f"{shop}/en/supplier/identity/")
    page.select_option("main [name=document]", "passport")
    page.fill("main [name=holder]", "Colette Martin")
    page.fill("main [name=number]", "20XY12345")
    page.fill("main [name=expires_on]", in_days(2000))
    page.set_input_files("main [name=photo]", photo("#335577"))
    page.get_by_role("button", name="Send it for checking").click()
    expect(page.locator("main")).to_contain_text("To be checked")


def approves_it(page: Page, shop: str) -> None:
    page.goto(f"{shop}/en/console/buyers/")
    page.locator("main a[href*='/buyers/identity/']").click()
    expect(page.locator("main")).to_contain_text("20XY12345")
    page.locator("main [name=decision][value=approve]").check()
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("main a[href*='/buyers/identity/']")).to_contain_text("Approved")


def lists_what_she_saw(page: Page, shop: str, *, name: str, chinese: str, cost: str) -> None:
    page.goto(f"{shop}/en/supplier/listings/new/")
    page.set_input_files("main [name=photo]", photo("#aa5533"))
    for field, value in {
        "name_en": name, "name_zh": chinese, "cost": cost, "shop": "Maison Exemple", "place": "Paris",
        "weight_g": "300", "origin_country": "fr", "most_pieces": "3", "price_valid_until": in_days(10),
    }.items():  # fmt: skip
        page.fill(f"main [name={field}]", value)
    page.select_option("main [name=category]", "home-decor")
    page.get_by_role("button", name="Put it on sale").click()
    expect(page.locator("main")).to_contain_text(name)


def classifies(page: Page, shop: str, name: str, *, hs6: str) -> None:
    """What buyers list waits for its customs code among the unclassified products."""
    page.goto(f"{shop}/en/console/products/?state=unclassified&q={name}")
    page.get_by_role("link", name=name).first.click()
    page.get_by_text("Change the customs data").click()
    page.fill("main [name=hs6]", hs6)
    page.select_option("main [name=confidence]", "medium")
    page.fill("main [name=basis]", "photo of the label")
    page.locator("form[action*='/classify/'] button").click()
    expect(page.locator("main")).to_contain_text(hs6)


def orders_with_a_deposit(page: Page, shop: str, words: str, address: dict[str, str]) -> str:
    """Returns the number of the order, with its page open."""
    ship_to(page, shop, "zh-hans", "CN")
    put_into_cart(page, shop, "zh-hans", words)
    show_cost(page, shop, "zh-hans", address)
    number = pay(page, shop, "zh-hans")
    wait_until_it_is(page, "已确认")
    wait_until_it_says(page, DEPOSIT)
    return number


def opens_the_purchase(page: Page, shop: str, number: str, language: str = "en") -> None:
    page.goto(f"{shop}/{language}/supplier/purchases/")
    page.get_by_role("link", name=f"PT-{number.removeprefix('ET-')}").first.click()


def reports_it_bought(page: Page, *, paid: str, answer: str) -> None:
    page.set_input_files("main [name=photo]", photo("#ffffff"))
    page.fill("main [name=paid]", paid)
    page.get_by_role("button", name="It is bought").click()
    expect(page.locator("body")).to_contain_text(answer)
