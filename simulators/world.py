"""What every simulator is made of, put together once."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulators.agenda import Agenda
from simulators.faults import Faults
from simulators.server import Answer, Refused, Request, Router
from simulators.store import Store
from simulators.webhooks import Webhooks

SPEEDS: Final = ("demo", "fast", "real")
MAX_KEY: Final = 200


@dataclass
class World:
    """One simulated partner: its memory, its clock, its routes. ``speed`` is one of ``SPEEDS``."""

    name: str
    speed: str
    store: Store
    agenda: Agenda
    faults: Faults
    webhooks: Webhooks
    router: Router

    @classmethod
    def build(cls, name: str, home: Path, webhook: str, secret: str, speed: str) -> "World":
        store = Store(home / f"{name}.sqlite3")
        agenda, faults = Agenda(store), Faults(store)
        webhooks = Webhooks(store, agenda, faults, webhook, secret)
        return cls(name, speed, store, agenda, faults, webhooks, Router())

    def seconds(self, demo: float, real: float, speed: str = "") -> float:
        """How long something takes at ``speed`` (this simulator's own when empty)."""
        return {"fast": 0.0, "demo": demo, "real": real}[speed or self.speed]

    def once(self, request: Request, make: Callable[[dict[str, Any]], Answer]) -> Answer:
        """Answer a call that carries an ``Idempotency-Key`` exactly once.

        The same key with the same body gives the first answer again; with another body 409. What
        ``make`` writes and the remembered answer are one transaction. A refusal is not remembered.
        """
        key = request.headers.get("idempotency-key", "")
        if not key or len(key) > MAX_KEY:
            message = f"send an Idempotency-Key header of 1 to {MAX_KEY} characters"
            raise Refused(400, "idempotency_key_required", message, "Idempotency-Key")
        body = request.json()
        fingerprint = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        key = f"{request.path} {key}"
        with self.store.transaction():
            known = self.store.query("SELECT fingerprint, status, body FROM answer WHERE key = ?", key)
            if known and known[0][0] != fingerprint:
                message = "this key was used before with another body; use a new key"
                raise Refused(409, "idempotency_key_reused", message, "Idempotency-Key")
            if known:
                return Answer(known[0][1], known[0][2].encode())
            answer = make(body)
            sql = "INSERT INTO answer VALUES (?, ?, ?, ?)"
            self.store.execute(sql, key, fingerprint, answer.status, answer.body.decode())
            return answer

    def ask_for_next(self, outcome: str, times: int = 1) -> None:
        """The next objects shall turn out as ``outcome``, first asked first served."""
        with self.store.transaction():
            self.store.set("next", [*self.store.setting("next", []), *[outcome] * times])

    def take_next(self) -> str:
        """The outcome asked for, used up; empty when nothing was asked. Call inside a transaction."""
        waiting = self.store.setting("next", [])
        if not waiting:
            return ""
        self.store.set("next", waiting[1:])
        return str(waiting[0])


def text(body: dict[str, Any], name: str, limit: int = 300) -> str:
    """A required, non-empty string of a request. Raises ``Refused`` naming the field."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > limit:
        raise Refused(422, "invalid_field", f"{name} must be a text of 1 to {limit} characters", name)
    return value.strip()


def whole(body: dict[str, Any], name: str, least: int, most: int = 10**12) -> int:
    """A required whole number within bounds. Raises ``Refused`` naming the field."""
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Refused(422, "invalid_field", f"{name} must be a whole number, {least} to {most}", name)
    return value


def iso_currency(body: dict[str, Any], name: str = "currency") -> str:
    """A required ISO 4217 code. Raises ``Refused`` naming the field."""
    value = text(body, name, 3)
    if len(value) != 3 or not (value.isascii() and value.isalpha() and value.isupper()):
        raise Refused(422, "invalid_field", f"{name} must be an ISO 4217 code such as EUR", name)
    return value
