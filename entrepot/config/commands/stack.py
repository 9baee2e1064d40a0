"""A whole shop over one home: database, simulators, web and worker, started and stopped together."""

import fcntl
import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from entrepot.config.commands.database import embedded, start_or_explain
from entrepot.config.commands.processes import Children, hold_port
from entrepot.config.database import EmbeddedPostgres
from entrepot.config.environment import env_text, home

SIMULATORS = {"payment": 8101, "customs": 8102, "carrier": 8103, "channel": 8104}
ENVIRONMENT_NAMES = {
    "payment": "PAYMENT_SANDBOX",
    "customs": "CUSTOMS_SIMPORT",
    "carrier": "CARRIER_SIMCARRIER",
    "channel": "CHANNEL_SANDMARKET",
}
# Where each sends its news; the marketplace has none.
HOOKS = {"payment": "payments/sandbox", "customs": "customs/simport", "carrier": "carriers/simcarrier"}
FIRST_ANSWER_WITHIN_SECONDS = 40.0
# A worker that ends sooner than this after its start would do so again.
WORKER_LASTS_SECONDS = 10.0


class Stop(Exception):
    """Somebody asked us to end."""


class Stack:
    """``port`` is the web server's wish; ``speed`` the simulators'. Addresses are known after ``start``."""

    def __init__(
        self, *, port: int, web_workers: int = 2, speed: str = "demo", simulators: bool = True,
        worker: bool = True,
    ) -> None:  # fmt: skip
        self.children = Children(home() / "run" / "children.json", home() / "logs")
        self.server: EmbeddedPostgres | None = None
        self.simulators: dict[str, str] = {}
        self.site = ""
        self._held: dict[str, socket.socket] = {}
        self._port, self._web_workers, self._speed = port, web_workers, speed
        self._with_simulators, self._with_worker = simulators, worker
        self._worker_began = 0.0

    def start(self) -> None:
        """Everything, ready to answer; Django is set up in this process too. Raises ``SystemExit``."""
        if swept := self.children.sweep():
            print(f"Ended {swept} processes that an interrupted run had left behind.")
        self._say("Starting the database")
        self.server = start_or_explain()
        self._choose_addresses()
        self._prepare()
        self._start_simulators()
        self._start_web()
        if self._with_worker:
            self._start_worker()
        self._wait_for(f"{self.site}/health/")

    def stop(self) -> None:
        self.children.stop()
        if self.server:
            self.server.stop()

    def check(self) -> None:
        """Starts a database or a worker again that was killed, and says so.

        Any other child that died, or a worker that does not last, is a fault: raises ``SystemExit``.
        """
        if self.server and not self.server.is_alive():
            self._say("The database had ended; starting it again")
            self.server.start()
        dead = self.children.died()
        if dead == ["worker"] and time.monotonic() - self._worker_began > WORKER_LASTS_SECONDS:
            self._say("The worker had ended; starting it again")
            self._start_worker()
        elif dead:
            raise SystemExit(f"{', '.join(dead)} ended unexpectedly; see {home() / 'logs'}")

    def _choose_addresses(self) -> None:
        """Free ports, told to this process and its children by environment, and held until they start."""
        self.site = self._address("web", self._port)
        os.environ["PORT"] = self.site.rpartition(":")[2]
        os.environ.setdefault("SITE_URL", self.site)  # behind a proxy it is another one
        for name, wanted in SIMULATORS.items() if self._with_simulators else ():
            self.simulators[name] = self._address(name, wanted)
            os.environ[f"{ENVIRONMENT_NAMES[name]}_URL"] = self.simulators[name]

    def _address(self, name: str, wanted: int) -> str:
        self._held[name] = hold_port(wanted)
        return f"http://127.0.0.1:{self._held[name].getsockname()[1]}"

    def _begin(self, name: str, command: list[str], **variables: str) -> None:
        if name in self._held:
            self._held.pop(name).close()
        self.children.start(name, command, {**os.environ, **variables})

    def _prepare(self) -> None:
        """Bring the database and static files to this version's state; quick when nothing changed."""
        import django

        django.setup()
        from entrepot.config.prepare import prepare

        prepare(say=self._say)

    def _start_simulators(self) -> None:
        from django.conf import settings

        for name, address in self.simulators.items():
            command = [
                sys.executable, "-m", f"simulators.{name}", "--port", address.rpartition(":")[2],
                "--speed", self._speed, "--home", str(home() / "simulators"),
                "--webhook", f"{self.site}/hooks/{HOOKS[name]}" if name in HOOKS else "",
            ]  # fmt: skip
            # Not as an argument: everybody on the machine can read those.
            secret = getattr(settings, ENVIRONMENT_NAMES[name]).get("secret", "")
            self._begin(name, command, SIMULATOR_SECRET=secret)

    def _start_web(self) -> None:
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", env_text("HOST", "127.0.0.1"),
            "--port", os.environ["PORT"], "--workers", str(self._web_workers), "--blocking-threads", "4",
            "--no-ws", "--respawn-failed-workers", "--log-level", "warning",
            "entrepot.config.wsgi:application",
        ]  # fmt: skip
        self._begin("web", command)

    def _start_worker(self) -> None:
        self._worker_began = time.monotonic()
        self._begin("worker", [sys.executable, "-m", "entrepot.config.commands", "worker"])

    def _wait_for(self, address: str) -> None:
        deadline = time.monotonic() + FIRST_ANSWER_WITHIN_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(address, timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                self.check()
                time.sleep(0.15)
        raise SystemExit(f"the web server did not answer at {address}; see {home() / 'logs' / 'web.log'}")

    def _say(self, text: str) -> None:
        print(f"{text} ...", flush=True)


@contextmanager
def running(stack: Stack, *, afresh: bool = False) -> Iterator[Stack]:
    """``stack``, started, and stopped whatever happens; SIGINT and SIGTERM raise ``Stop``.

    ``afresh`` first removes everything that the home holds. Raises ``SystemExit`` when another runs over it.
    """
    with _only_one_run():
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        try:
            if afresh:
                _empty(home())
            stack.start()
            yield stack
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            stack.stop()


@contextmanager
def _only_one_run() -> Iterator[None]:
    folder = home() / "run"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                f"Entrepot is already running over {home()}. Stop it first (Ctrl-C there)."
            ) from None
        yield


def _empty(folder: Path) -> None:
    """All but the logs, the lock that we hold and the list of what a killed run may have left running."""
    server = embedded()
    if server:
        server.stop()
    for path in folder.iterdir():
        if path.is_dir() and path.name not in ("run", "logs"):
            shutil.rmtree(path)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop
