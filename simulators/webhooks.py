"""News for the shop: signed after Standard Webhooks 1.0, retried with back-off until it is accepted.

The signature is HMAC-SHA256 over ``id.timestamp.body`` with the base64 part of a ``whsec_`` secret.
A redirect is not followed and does not count as accepted.
"""

import base64
import binascii
import hashlib
import hmac
import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

from simulators.agenda import Agenda, Due
from simulators.faults import Faults
from simulators.store import Store

TIMEOUT_S = 10
BACK_OFF_S = (0.2, 1, 2, 5, 10, 20, 30)
KEPT_DELIVERIES = 2000


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """The ``webhook-signature`` header."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def key_of(secret: str) -> bytes:
    """The key inside a ``whsec_...`` secret. Raises ``ValueError`` when it is not one."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise ValueError("the secret must be whsec_ followed by base64") from error
    if len(key) < 16:
        raise ValueError("the secret must hold at least 16 bytes")
    return key


class Webhooks:
    """Queue with ``send`` inside a transaction; the agenda's webhook lane delivers."""

    def __init__(self, store: Store, agenda: Agenda, faults: Faults, url: str, secret: str) -> None:
        parts = urlsplit(url)
        if url and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError(f"webhook must be an http(s) address, got {url!r}")
        self._store, self._agenda, self._faults = store, agenda, faults
        self._parts, self._secret, self.url = parts, secret, url
        self._connection: http.client.HTTPConnection | None = None
        if url:
            key_of(secret)
        agenda.on("webhook", self._deliver)

    def send(self, message_id: str, subject: str, body: dict[str, Any]) -> None:
        """Queue one message about ``subject``; armed webhook faults strike here."""
        if not self.url:
            return
        if self._faults.take(("lost_webhook",)):
            self._log(message_id, subject, "lost on request")
            return
        copies = 2 if self._faults.take(("duplicate_webhook",)) else 1
        for _ in range(copies):
            self._agenda.after(0, "webhook", subject, {"id": message_id, "body": body}, lane="webhook")

    def deliveries(self, limit: int = 50) -> list[dict[str, Any]]:
        sql = "SELECT message, subject, at, outcome FROM delivery ORDER BY id DESC LIMIT ?"
        names = ("message", "subject", "at", "outcome")
        return [dict(zip(names, row, strict=True)) for row in self._store.query(sql, limit)]

    def _deliver(self, due: Due) -> None:
        body = json.dumps(due.payload["body"], ensure_ascii=False, separators=(",", ":")).encode()
        try:
            status = self._post(due.payload["id"], body)
            outcome = str(status)
        except (OSError, http.client.HTTPException) as error:
            status, outcome = 0, type(error).__name__
        with self._store.transaction():
            self._log(due.payload["id"], due.subject, outcome)
            if 200 <= status < 300:
                self._agenda.done(due)
            else:
                self._agenda.postpone(due, BACK_OFF_S[min(due.attempts, len(BACK_OFF_S) - 1)])

    def _post(self, message_id: str, body: bytes) -> int:
        timestamp = int(time.time())
        headers = {
            "content-type": "application/json",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": sign(self._secret, message_id, timestamp, body),
        }
        target = (self._parts.path or "/") + (f"?{self._parts.query}" if self._parts.query else "")
        reused = self._connection is not None
        connection = self._connection or self._connect()
        self._connection = None
        try:
            connection.request("POST", target, body, headers)
            answer = connection.getresponse()
        except (ConnectionError, http.client.RemoteDisconnected):
            connection.close()
            if not reused:
                raise
            # The shop closed an idle connection: that says nothing about this message.
            return self._post(message_id, body)
        except (OSError, http.client.HTTPException):
            connection.close()
            raise
        answer.read()
        if not answer.will_close:
            self._connection = connection
        return answer.status

    def _connect(self) -> http.client.HTTPConnection:
        secure = self._parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        return kind(self._parts.hostname or "", self._parts.port, timeout=TIMEOUT_S)

    def _log(self, message_id: str, subject: str, outcome: str) -> None:
        sql = "INSERT INTO delivery (message, subject, at, outcome) VALUES (?, ?, ?, ?)"
        self._store.execute(sql, message_id, subject, time.time(), outcome)
        self._store.execute(
            "DELETE FROM delivery WHERE id <= (SELECT max(id) FROM delivery) - ?", KEPT_DELIVERIES
        )
