"""Timed events that survive a restart: what is due is in the store, a thread sleeps until then.

There are two lanes, each with a thread of its own: ``event`` (things that happen in the simulated
world) and ``webhook`` (telling the shop), so that a shop that does not answer holds up nothing else.
"""

import json
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulators.store import Store

RETRY_AFTER_BUG_S = 30.0


@dataclass(frozen=True, slots=True)
class Due:
    """One entry whose time has come."""

    id: int
    action: str
    subject: str
    payload: dict[str, Any]
    attempts: int


class Agenda:
    """Schedule with ``at``/``after``; register what to do with ``on``; ``start`` runs the threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changed = threading.Condition()
        self._version = 0
        self._stopped = False
        self._handlers: dict[str, Callable[[Due], None]] = {}
        store.after_commit = self.wake

    def on(self, action: str, handler: Callable[[Due], None]) -> None:
        self._handlers[action] = handler

    def after(
        self, seconds: float, action: str, subject: str, payload: dict[str, Any], lane: str = "event"
    ) -> None:
        """Write an entry due in ``seconds``. Call inside a transaction."""
        self._store.execute(
            "INSERT INTO agenda (lane, due, action, subject, payload) VALUES (?, ?, ?, ?, ?)",
            lane, time.time() + seconds, action, subject, json.dumps(payload, ensure_ascii=False),
        )  # fmt: skip

    def forget(self, subject: str, action: str) -> None:
        """Drop what was planned under ``action`` for ``subject``."""
        self._store.execute("DELETE FROM agenda WHERE subject = ? AND action = ?", subject, action)

    def pending(self, limit: int = 50) -> list[dict[str, Any]]:
        rows = self._store.query(
            "SELECT lane, due, action, subject, attempts FROM agenda ORDER BY due, id LIMIT ?", limit
        )
        return [
            {"lane": r[0], "due_in_s": round(r[1] - time.time(), 1), "action": r[2], "subject": r[3],
             "attempts": r[4]}
            for r in rows
        ]  # fmt: skip

    def start(self) -> None:
        threading.Thread(target=self._run, args=("event", self._happen), daemon=True).start()
        threading.Thread(target=self._run, args=("webhook", self._tell), daemon=True).start()

    def wake(self) -> None:
        with self._changed:
            self._version += 1
            self._changed.notify_all()

    def stop(self) -> None:
        self._stopped = True
        self.wake()

    def _run(self, lane: str, perform: Callable[[Due], None]) -> None:
        while not self._stopped:
            seen = self._version
            rows = self._store.query(
                "SELECT id, action, subject, payload, attempts, due FROM agenda WHERE lane = ?"
                " ORDER BY due, id LIMIT 1", lane,
            )  # fmt: skip
            wait = rows[0][5] - time.time() if rows else None
            if wait is None or wait > 0:
                self._sleep(seen, wait)
                continue
            row = rows[0]
            due = Due(row[0], row[1], row[2], json.loads(row[3]), row[4])
            try:
                perform(due)
            except Exception:
                if self._stopped:
                    return
                traceback.print_exc(file=sys.stderr)
                self.postpone(due, RETRY_AFTER_BUG_S)

    def _sleep(self, seen: int, seconds: float | None) -> None:
        """Until something was committed after version ``seen``, or until the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != seen, seconds)

    def _happen(self, due: Due) -> None:
        """The event and its removal from the agenda are one transaction: it happens exactly once."""
        with self._store.transaction():
            if self._store.execute("DELETE FROM agenda WHERE id = ?", due.id):
                self._handlers[due.action](due)

    def _tell(self, due: Due) -> None:
        """A webhook is removed only after it was delivered: it may arrive twice, never not at all."""
        self._handlers[due.action](due)

    def done(self, due: Due) -> None:
        self._store.execute("DELETE FROM agenda WHERE id = ?", due.id)

    def postpone(self, due: Due, seconds: float) -> None:
        sql = "UPDATE agenda SET due = ?, attempts = attempts + 1 WHERE id = ?"
        self._store.execute(sql, time.time() + seconds, due.id)
