"""One keep-alive connection that notes what each request took."""

import http.client
import json
import time
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from benchmarks.counting import HEADER


class Failure(RuntimeError):
    """The server answered something else than expected."""


@dataclass(frozen=True, slots=True)
class Call:
    """One answered request: seconds, SQL statements, size in bytes."""

    step: str
    seconds: float
    statements: int
    size: int


class Client:
    """Not to be shared between threads."""

    def __init__(self, site: str, key: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
        self._key = key
        self.calls: list[Call] = []

    def get(self, step: str, path: str) -> bytes:
        return self._send(step, "GET", path, None, {"accept-language": "en"})

    def post(self, step: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {
            "content-type": "application/json",
            "authorization": f"Bearer {self._key}",
            "idempotency-key": str(uuid.uuid4()),
        }
        answer: dict[str, Any] = json.loads(
            self._send(step, "POST", path, json.dumps(body).encode(), headers)
        )
        return answer

    def _send(self, step: str, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> bytes:
        started = time.perf_counter()
        self._connection.request(method, quote(path, safe="/?=&%"), body, headers)
        response = self._connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - started
        if response.status >= 300:
            raise Failure(f"{method} {path}: {response.status} {content[:400]!r}")
        self.calls.append(Call(step, seconds, int(response.headers.get(HEADER) or 0), len(content)))
        return content
