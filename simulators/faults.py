"""Faults on request: armed over the control API, used up by the calls that they hit.

``delay`` and ``error_500`` strike before the call is handled, ``reset`` and ``garbage`` after it (the
work is done, the answer is lost). The others change or suppress the webhook that follows.
"""

from typing import Any

from simulators.store import Store

BEFORE_CALL = ("delay", "error_500")
AFTER_CALL = ("reset", "garbage")
ON_WEBHOOK = ("duplicate_webhook", "lost_webhook", "wrong_amount")
KINDS = (*BEFORE_CALL, *AFTER_CALL, *ON_WEBHOOK)
MAX_TIMES = 100_000
MAX_SECONDS = 600


class BadFault(ValueError):
    """The request to arm a fault is wrong in ``field``."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class Faults:
    """Armed faults, kept in the store so that a restart does not disarm them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def arm(self, request: dict[str, Any]) -> None:
        """Arm ``{"kind", "times", "path", "seconds"}``. Raises ``BadFault``."""
        kind, times = request.get("kind"), request.get("times", 1)
        path, seconds = request.get("path", ""), request.get("seconds", 2)
        if kind not in KINDS:
            raise BadFault("kind", f"must be one of {', '.join(KINDS)}")
        if type(times) is not int or not 1 <= times <= MAX_TIMES:
            raise BadFault("times", f"must be a whole number from 1 to {MAX_TIMES}")
        if not isinstance(path, str):
            raise BadFault("path", "must be the beginning of a path, such as /v1/payments")
        if type(seconds) not in (int, float) or not 0 <= seconds <= MAX_SECONDS:
            raise BadFault("seconds", f"must be a number from 0 to {MAX_SECONDS}")
        sql = "INSERT INTO fault (kind, path, times, seconds) VALUES (?, ?, ?, ?)"
        self._store.execute(sql, kind, path, times, seconds)

    def take(self, kinds: tuple[str, ...], path: str = "") -> dict[str, Any] | None:
        """Use up one armed fault of ``kinds`` that matches ``path``; ``None`` when there is none."""
        with self._store.transaction():
            for fault in self.armed():
                if fault["kind"] in kinds and path.startswith(fault["path"]):
                    self._store.execute("UPDATE fault SET times = times - 1 WHERE id = ?", fault["id"])
                    self._store.execute("DELETE FROM fault WHERE times = 0")
                    return fault
        return None

    def armed(self) -> list[dict[str, Any]]:
        rows = self._store.query("SELECT id, kind, path, times, seconds FROM fault ORDER BY id")
        names = ("id", "kind", "path", "times", "seconds")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def disarm(self) -> None:
        self._store.execute("DELETE FROM fault")
