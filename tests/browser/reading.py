"""What the pages say of money, as figures."""

import re
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from playwright.sync_api import Page, expect

from tests.browser.shopping import reload_until

AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?")


def amount_in(text: str) -> Decimal:
    """The first number in ``text``: ``CN¥1,234.50`` is 1234.50."""
    found = AMOUNT.search(text)
    if found is None:
        raise AssertionError(f"no amount in {text!r}")
    return Decimal(found.group().replace(",", ""))


def summary(page: Page) -> dict[str, Decimal]:
    """The rows of "What you pay" on the page of an order, by their labels."""
    rows = [row.locator("span").all_inner_texts() for row in page.locator("aside .summary-row").all()]
    return {label: amount_in(amount) for label, amount in rows}


def ledger_of(page: Page, shop: str, number: str) -> dict[str, Decimal]:
    """What the entries of an order leave on each account, debits above zero; read as an operator.

    Accounts that come to nothing are left out.
    """
    page.goto(f"{shop}/en/console/ledger/?order={number}")
    expect(page.locator(".badge-bad")).to_have_count(0)
    accounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in page.locator("section[aria-labelledby=entries] tbody tr").all():
        account, debit, credit = row.locator("td").all_inner_texts()
        accounts[account] += amount_in(debit) if debit else -amount_in(credit)
    return {account: left for account, left in accounts.items() if left}


def declarations_of(page: Page, shop: str, number: str) -> dict[str, tuple[str, str]]:
    """Procedure and state of each declaration of an order's first shipment; read as an operator."""
    page.goto(f"{shop}/en/console/orders/{number}/")
    page.locator("main a[href*='/shipments/']").first.click()
    rows = page.locator("section:has(h2:text('Customs declarations')) li").all()
    return {
        row.locator("a").inner_text(): (
            row.locator(".muted").inner_text().split(" · ")[0],
            row.locator(".badge").inner_text().strip(),
        )
        for row in rows
    }


def share(amount: Decimal, of_one: str) -> Decimal:
    """A share of an amount, in whole cents."""
    return (amount * Decimal(of_one)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def wait_until_it_says(page: Page, *words: str) -> None:
    """Reload until the page says all of ``words``."""

    def says() -> bool:
        said = page.locator("main").inner_text()
        return all(word in said for word in words)

    reload_until(page, says, f"said {words!r}")
