"""A small HTTP server: routes, JSON, errors that name a field, and faults on request.

It answers on 127.0.0.1 only. A route is a method, a path with ``<names>`` in it and a function from
``Request`` to ``Answer``.
"""

import json
import re
import socket
import struct
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from simulators.faults import AFTER_CALL, Faults

MAX_BODY = 1_000_000
MOST_DISCARDED = 16_000_000
GARBAGE = b'{"this is": not json \xff\xfe<html>'


class Refused(Exception):
    """An answer that is an error: HTTP status, our code, what to do, and the field at fault."""

    def __init__(self, status: int, code: str, message: str, field: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.field = status, code, field


@dataclass(frozen=True, slots=True)
class Request:
    """One call. Header names are lower case; ``query`` and form values are single strings."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""
    params: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """The body as a JSON object. Raises ``Refused``."""
        try:
            value = json.loads(self.body or b"{}")
        except ValueError as error:
            raise Refused(400, "bad_json", f"the body is not JSON: {error}") from error
        if not isinstance(value, dict):
            raise Refused(400, "bad_json", "the body must be a JSON object")
        return value

    def form(self) -> dict[str, str]:
        pairs = parse_qs(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[0] for name, values in pairs.items()}

    def language(self) -> str:
        """``zh`` or ``en``, by ``?lang=`` first, then by what the browser asks for."""
        wanted = self.query.get("lang") or self.headers.get("accept-language") or "en"
        return "zh" if wanted.lower().startswith("zh") else "en"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, value: Any, status: int = 200) -> "Answer":
        return cls(status, json.dumps(value, ensure_ascii=False).encode())

    @classmethod
    def html(cls, text: str) -> "Answer":
        return cls(200, text.encode(), "text/html; charset=utf-8")

    @classmethod
    def redirect(cls, location: str) -> "Answer":
        return cls(303, headers={"location": location})

    @classmethod
    def refused(cls, error: Refused) -> "Answer":
        problem = {"code": error.code, "message": str(error), "field": error.field}
        return cls.json({"error": problem}, error.status)


Handler = Callable[[Request], Answer]


class Router:
    """Finds the function for a method and path."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []

    def add(self, method: str, path: str, handler: Handler) -> None:
        pattern = re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", path)
        self._routes.append((method, re.compile(pattern), handler))

    def find(self, method: str, path: str) -> tuple[Handler, dict[str, str]]:
        """The handler and the names in the path. Raises ``Refused`` (404, 405)."""
        known = False
        for wanted, pattern, handler in self._routes:
            if match := pattern.fullmatch(path):
                if wanted == method:
                    return handler, {name: unquote(part) for name, part in match.groupdict().items()}
                known = True
        if known:
            raise Refused(405, "method_not_allowed", f"{method} is not possible on {path}")
        raise Refused(404, "not_found", f"there is nothing at {path}")


class Server(ThreadingHTTPServer):
    """Accepts until ``stop``; sleeps while nobody calls."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, router: Router, faults: Faults, api_key: str) -> None:
        self.router, self.faults, self.api_key = router, faults, api_key
        self._running = True
        super().__init__(("127.0.0.1", port), Call)

    def run(self) -> None:
        while self._running:
            self.handle_request()

    def stop(self) -> None:
        self._running = False
        with socket.create_connection(("127.0.0.1", self.server_port), timeout=1):
            pass  # wakes the accept

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Call(BaseHTTPRequestHandler):
    """One connection, kept open for further calls."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "simulator"
    sys_version = ""
    timeout = 60
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._handle()

    do_POST = do_PUT = do_DELETE = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the status page and the control API tell what happened."""

    def _handle(self) -> None:
        url = urlsplit(self.path)
        faulty = url.path.startswith("/v1/")
        try:
            request = self._read(url.path, url.query)
            if faulty:
                self._authorise(request)
                self._strike_before(url.path)
            handler, params = self.server.router.find(self.command, url.path)
            request.params.update(params)
            answer = handler(request)
        except Refused as error:
            answer = Answer.refused(error)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            answer = Answer.refused(Refused(500, "internal_error", "the simulator failed; see its log"))
        if faulty and self._strike_after(url.path):
            return
        self._send(answer)

    def _read(self, path: str, query: str) -> Request:
        length = self.headers.get("content-length", "0")
        if "transfer-encoding" in self.headers or not length.isdigit():
            self.close_connection = True
            raise Refused(411, "length_required", "send a Content-Length")
        if int(length) > MAX_BODY:
            self._discard(int(length))
            raise Refused(413, "too_large", f"the body may have at most {MAX_BODY} bytes")
        body = self.rfile.read(int(length))
        headers = {name.lower(): value for name, value in self.headers.items()}
        values = {name: found[0] for name, found in parse_qs(query).items()}
        request = Request(self.command, path, headers, body, query=values)
        origin = self.headers.get("origin")
        if self.command != "GET" and origin and urlsplit(origin).netloc != self.headers.get("host"):
            raise Refused(403, "foreign_origin", "forms of other sites may not act here")
        return request

    def _discard(self, length: int) -> None:
        """Read what will not be used, within reason, so that the caller gets to see the refusal."""
        self.close_connection = True
        left = min(length, MOST_DISCARDED)
        while left > 0 and (chunk := self.rfile.read(min(left, 65_536))):
            left -= len(chunk)

    def _authorise(self, request: Request) -> None:
        if request.headers.get("authorization") != f"Bearer {self.server.api_key}":
            raise Refused(401, "bad_api_key", "send Authorization: Bearer <api key>", "Authorization")

    def _strike_before(self, path: str) -> None:
        if fault := self.server.faults.take(("delay",), path):
            time.sleep(fault["seconds"])
        if self.server.faults.take(("error_500",), path):
            raise Refused(500, "fault_on_request", "a failure was asked for over the control API")

    def _strike_after(self, path: str) -> bool:
        fault = self.server.faults.take(AFTER_CALL, path)
        if fault is None:
            return False
        if fault["kind"] == "garbage":
            self._send(Answer(200, GARBAGE))
            return True
        # Linger 0 makes the close a reset: the caller cannot know whether its call was handled.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()
        return True

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("content-type", answer.content_type)
        self.send_header("content-length", str(len(answer.body)))
        self.send_header("cache-control", "no-store")
        self.send_header("x-content-type-options", "nosniff")
        self.send_header("x-frame-options", "DENY")
        if self.close_connection:
            self.send_header("connection", "close")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        # Headers and body leave in one write, so that no packet waits for another.
        self._headers_buffer.append(b"\r\n" + answer.body)  # type: ignore[attr-defined]
        self.flush_headers()
