"""The books: the trial balance by currency, and journal entries."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet

from entrepot.apps.payments.models import JournalEntry, ProviderNotice
from entrepot.apps.payments.queries import AccountBalance, trial_balance

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class CurrencyBooks:
    """The accounts of one currency with their sums; ``balanced`` says debits equal credits."""

    currency: str
    accounts: list[AccountBalance]
    debit: Decimal
    credit: Decimal

    @property
    def balanced(self) -> bool:
        return self.debit == self.credit


def books() -> list[CurrencyBooks]:
    """One statement."""
    balances = trial_balance()
    found = []
    for currency in sorted({balance.currency for balance in balances}):
        accounts = [balance for balance in balances if balance.currency == currency]
        debit = sum((account.debit for account in accounts), Decimal(0))
        credit = sum((account.credit for account in accounts), Decimal(0))
        found.append(CurrencyBooks(currency, accounts, debit, credit))
    return found


def entries(order_number: str = "") -> QuerySet[JournalEntry]:
    """Entries with their postings, newest first; those of one order or all."""
    rows = JournalEntry.objects.select_related("order").prefetch_related("postings").order_by("-at", "-pk")
    return rows.filter(order__number=order_number) if order_number else rows


def unexplained() -> list[ProviderNotice]:
    """The latest notices of providers about money that belongs to no payment of ours, newest first."""
    return list(ProviderNotice.objects.filter(outcome="unknown_reference").order_by("-received_at")[:SHOWN])
