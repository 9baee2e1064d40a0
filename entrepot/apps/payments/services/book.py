"""The only writer of the books."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import connection

from entrepot.apps.orders.models import Order
from entrepot.domain.money import Money, total

ACCOUNTS: Final = frozenset(
    {
        "storage_costs", "storage_payable", "write_downs", "stock_allowance",
        "psp_clearing", "bank", "sales_goods", "sales_shipping", "duty_payable", "tax_payable", "fees",
        "refunds_goods", "refunds_shipping", "supplier_payable", "cost_of_dropship", "customer_deposits",
        "deposits_forfeited", "payment_differences", "freight_costs", "freight_accrued", "carrier_payable",
        "carrier_claims", "duty_differences", "claims_receivable", "claims_deferred", "claims_recovered",
    }
)  # fmt: skip

BOOK = """
with entry as (
  insert into payments_journalentry (key, kind, order_id, at, memo) values (%s, %s, %s, %s, %s)
  on conflict (key) do nothing returning id
)
insert into payments_posting (entry_id, account, amount, currency)
select entry.id, posting.account, posting.amount, posting.currency
from entry, unnest(%s::text[], %s::numeric[], %s::text[]) as posting(account, amount, currency)
"""


def book(
    *,
    key: str,
    kind: str,
    order: Order | None,
    postings: Iterable[tuple[str, Money]],
    at: datetime,
    memo: str = "",
) -> bool:
    """Write one entry of ``postings`` (account, amount: debit positive, credit negative); zeros are left out.

    ``key`` names the business fact: booked before, nothing happens and the answer is ``False``. Raises
    ``ValueError`` when a currency does not balance, an account is unknown or an amount is not in whole minor
    units. The database checks the balance again when the transaction commits.
    """
    rows = [(account, money) for account, money in postings if money]
    for account, money in rows:
        if account not in ACCOUNTS:
            raise ValueError(f"unknown account {account!r}")
        money.to_minor()
    for currency in {money.currency for _account, money in rows}:
        difference = total((money for _account, money in rows if money.currency == currency), currency)
        if difference:
            raise ValueError(f"entry {key} is out of balance by {difference}")
    if not rows:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            BOOK,
            [
                key, kind, order.pk if order else None, at, memo, [account for account, _money in rows],
                [money.amount for _account, money in rows], [money.currency for _account, money in rows],
            ],
        )  # fmt: skip
        return bool(cursor.rowcount)
