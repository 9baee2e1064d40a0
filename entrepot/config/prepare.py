"""Bring a deployment to the state this version of the code expects. Quick when nothing changed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from entrepot.config.messages import compile_messages


def prepare(say: Callable[[str], None]) -> None:
    """Migrate, collect static files, compile translations and, for a demo, load the demo shop."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Creating or updating the tables")
        call_command("migrate", verbosity=0, interactive=False)
    compile_messages()
    _collect_static(say)
    if settings.DEMO:
        call_command("load_demo")


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
