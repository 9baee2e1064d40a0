"""Explain stock: every level, lot, reservation, receipt and transfer against what it is made of."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from entrepot.apps.inventory.models import Lot, StockLevel
from entrepot.apps.inventory.queries import stock_differences
from entrepot.kit.one_view import one_view


class Command(BaseCommand):
    """Exit 0 when nothing is off, 1 with a sentence for every difference."""

    help = "Reconcile stock levels with their movements, lots, reservations, receipts and transfers."

    def handle(self, *args: Any, **options: Any) -> None:
        with one_view():
            differences = stock_differences()
            levels, lots = StockLevel.objects.count(), Lot.objects.count()
        for sentence in differences:
            self.stderr.write(sentence)
        if differences:
            raise CommandError(f"{len(differences)} differences found", returncode=1)
        self.stdout.write(f"in order: {levels} levels in {lots} lots")
