"""Simulators as processes of their own on free ports, and a receiver for what they send."""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
SECRET = "whsec_c2ltdWxhdG9yLXNlY3JldC1mb3ItdGVzdHM="
PATIENCE_S = 60
# One client for all tests: loading certificates for each call would take longer than the calls.
WEB = httpx.Client(verify=False, trust_env=False, timeout=PATIENCE_S)
atexit.register(WEB.close)


@dataclass(frozen=True)
class Received:
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


class Receiver:
    """Keeps every webhook; ``status`` is what it answers."""

    def __init__(self) -> None:
        receiver = self
        self.status = 204
        self.received: list[Received] = []
        self._arrived = threading.Condition()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                self.send_response(receiver.status)
                self.send_header("content-length", "0")
                self.end_headers()
                with receiver._arrived:
                    receiver.received.append(Received(headers, body))
                    receiver._arrived.notify_all()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hooks/partner"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def about(self, subject: str) -> list[Received]:
        return [message for message in list(self.received) if subject.encode() in message.body]

    def wait_for(self, subject: str, count: int = 1) -> list[Received]:
        """The first ``count`` or more messages that mention ``subject``."""
        with self._arrived:
            enough = self._arrived.wait_for(lambda: len(self.about(subject)) >= count, PATIENCE_S)
        found = self.about(subject)
        if not enough:
            raise AssertionError(f"{len(found)} of {count} messages about {subject} arrived")
        return found

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Running:
    """A simulator's process and its control API."""

    name: str
    home: Path
    webhook: str
    options: tuple[str, ...] = ()
    port: int = 0
    process: Any = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Running":
        command = [sys.executable, "-m", f"simulators.{self.name}", "--port", str(self.port)]
        command += ["--home", str(self.home), "--webhook", self.webhook, "--secret", SECRET, *self.options]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if "http://127.0.0.1:" not in line:
            raise AssertionError(f"{self.name} did not start: {line!r}")
        self.port = int(line.rsplit(":", 1)[1])
        return self

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Signal the process; returns its exit code."""
        self.process.send_signal(how)
        code = int(self.process.wait(PATIENCE_S))
        self.process.stdout.close()
        return code

    def control(self, path: str, body: dict[str, Any] | None = None, method: str = "POST") -> dict[str, Any]:
        answer = WEB.request(method, f"{self.url}/control/{path}", json=body or {})
        answer.raise_for_status()
        return dict(answer.json())

    def fault(self, kind: str, **more: Any) -> None:
        self.control("faults", {"kind": kind, **more})

    def state(self) -> dict[str, Any]:
        return dict(WEB.get(f"{self.url}/control/state").json())


def until(question: Callable[[], Any], patience_s: float = PATIENCE_S) -> Any:
    """The first true answer to ``question``."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        if answer := question():
            return answer
        time.sleep(0.01)
    raise AssertionError("it did not become true in time")


def tampered(message: Received) -> Received:
    """The same message with one more space in the body."""
    return Received(message.headers, message.body + b" ")


def body_of(message: Received) -> dict[str, Any]:
    return dict(json.loads(message.body))
