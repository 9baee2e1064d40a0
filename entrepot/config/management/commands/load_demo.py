"""``manage.py load_demo``: the demo shop's goods, places, people and history."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from entrepot.demo.load import load_demo


class Command(BaseCommand):
    help = "Load the demo shop. Does nothing when the packaged data is loaded already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "The demo shop and its published passwords are off. Set ENTREPOT_DEMO=1 to have them."
            )
        load_demo(say=self.stdout.write)
