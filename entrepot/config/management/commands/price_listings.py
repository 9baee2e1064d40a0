"""Price everything for sale to every open country, for lists and feeds."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from entrepot.apps.checkout.services.price_listings import price_listings


class Command(BaseCommand):
    """Interrupted, it goes on where it stopped; the worker does the same every ten minutes."""

    help = "Price one piece of every article at the door of every open country."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("countries", nargs="*", type=str.upper, help="two-letter codes; all when none")
        parser.add_argument("--anew", action="store_true", help="also where nothing has changed")

    def handle(self, *args: Any, **options: Any) -> None:
        done = price_listings(
            on=timezone.now().date(), say=self.stdout.write,
            countries=options["countries"], anew=options["anew"],
        )  # fmt: skip
        self.stdout.write(f"{done} countries priced")
