"""A partner that answers from a recording and keeps the request it got."""

import json
from typing import Any

import httpx


class Recorded(httpx.BaseTransport):
    """Answers every call with ``status`` and ``body`` (a value for JSON, or bytes, or an error to raise)."""

    def __init__(self, body: Any, status: int = 200) -> None:
        self.body, self.status = body, status
        self.requests: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        if isinstance(self.body, Exception):
            raise self.body
        content = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        return httpx.Response(self.status, content=content)

    @property
    def call(self) -> tuple[str, str, Any]:
        """Method, path and JSON of the only request."""
        [request] = self.requests
        return request.method, request.url.raw_path.decode(), json.loads(request.content or b"null")

    def header(self, name: str) -> str | None:
        value: str | None = self.requests[-1].headers.get(name)
        return value


def problem(code: str, message: str, field: str = "") -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "field": field}}
