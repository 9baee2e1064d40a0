"""Bring a deployment to the state this version of the code expects. Quick when nothing changed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from entrepot.apps.checkout.tasks import price_listings_soon
from entrepot.apps.taxation.services.load_rules import load_rules
from entrepot.config.messages import compile_messages
from entrepot.demo.first_simulation import play_first_simulation
from entrepot.kit.models import LoadedData
from entrepot.rules import packaged_texts


def prepare(say: Callable[[str], None]) -> None:
    """Migrate, collect static files, compile translations and, for a demo, load the demo shop.

    Prices at the door are left to the worker: they take longer than anybody wants to wait.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Creating or updating the tables")
        call_command("migrate", verbosity=0, interactive=False)
    compile_messages()
    _load_packaged_rules(say)
    _collect_static(say)
    if settings.DEMO:
        call_command("load_demo")
        play_first_simulation()
    price_listings_soon()


def _load_packaged_rules(say: Callable[[str], None]) -> None:
    """Put this version's rule files in force once; what operators changed since stays in force."""
    texts = packaged_texts()
    checksum = hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()
    if not LoadedData.objects.filter(name="rules", checksum=checksum).exists():
        say("Loading the rules of duty and tax")
        load_rules(by="system", why="packaged with this version")
        LoadedData.objects.update_or_create(name="rules", defaults={"checksum": checksum})


def _collect_static(say: Callable[[str], None]) -> None:
    """Only when a static file changed since the last time."""
    seen = hashlib.sha256()
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                seen.update(f"{path}{path.stat().st_mtime_ns}{path.stat().st_size}".encode())
    mark = Path(settings.STATIC_ROOT) / ".collected"
    if mark.exists() and mark.read_text() == seen.hexdigest():
        return
    say("Collecting static files")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(seen.hexdigest())
