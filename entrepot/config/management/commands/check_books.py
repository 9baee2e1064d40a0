"""Prove the books: every unit of stock, every amount of money, every order total."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entrepot.apps.fulfilment.queries.freight_differences import freight_differences
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.queries import order_differences
from entrepot.apps.payments.models import JournalEntry
from entrepot.apps.payments.queries import ledger_differences, trial_balance
from entrepot.kit.one_view import one_view

SHOWN = 50


class Command(BaseCommand):
    """Exit 0 when nothing is off, 1 with a sentence for each difference."""

    help = (
        "Check stock levels, the ledger, order totals and carriers' invoices against what they are made of."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with one_view():
            self._check()

    def _check(self) -> None:
        differences = [
            *stock_differences(), *order_differences(), *ledger_differences(), *freight_differences(),
        ]  # fmt: skip
        for row in trial_balance():
            self.stdout.write(f"{row.account:<18} {row.currency} {row.balance:>18,.4f}")
        if differences:
            for sentence in differences[:SHOWN]:
                self.stderr.write(sentence)
            raise CommandError(f"{len(differences)} differences found", returncode=1)
        levels, orders, entries = (model.objects.count() for model in (StockLevel, Order, JournalEntry))
        self.stdout.write(f"in order: {levels} stock levels, {orders} orders, {entries} journal entries")
