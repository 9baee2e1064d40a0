"""Many people at once: each on a database connection of its own, all starting together."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from queue import SimpleQueue
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


def overtaken(pool: Executor, act: Callable[[], Any]) -> Future[Any]:
    """Begin ``act`` on a connection of its own, in the midst of the caller's transaction.

    Returns once it waits for a row that the caller has locked, or has ended without waiting.
    """
    backend = SimpleQueue[int]()

    def run() -> Any:
        connection.ensure_connection()
        backend.put(connection.connection.info.backend_pid)
        try:
            return act()
        finally:
            connection.close()

    later = pool.submit(run)
    pid = backend.get(timeout=PATIENCE_S)
    while not later.done() and not _waits(pid):
        time.sleep(0.01)
    return later


def _waits(pid: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return bool(cursor.fetchone()[0])


def _close(gate: threading.Barrier) -> None:
    gate.wait(timeout=PATIENCE_S)
    connection.close()
