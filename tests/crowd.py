"""Many people at once: each on a database connection of its own, all starting together."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

PATIENCE_S = 120


def at_once(acts: Sequence[Callable[[], Any]], *, connections: int = 50) -> list[Any]:
    """Run every act, ``connections`` of them at a time; returns each result or the exception it raised."""
    gate = threading.Barrier(min(connections, len(acts)))
    waited = threading.local()

    def run(act: Callable[[], Any]) -> Any:
        if not getattr(waited, "done", False):
            connection.ensure_connection()
            gate.wait(timeout=PATIENCE_S)
            waited.done = True
        try:
            return act()
        except Exception as error:  # the result of this buyer is its error
            return error

    with ThreadPoolExecutor(min(connections, len(acts))) as pool:
        results = list(pool.map(run, acts))
        list(pool.map(lambda _act: _close(gate), range(min(connections, len(acts)))))
    return results


def _close(gate: threading.Barrier) -> None:
    gate.wait(timeout=PATIENCE_S)
    connection.close()
