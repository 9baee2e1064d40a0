"""``entrepot run``: everything a shop needs, started together and stopped together."""

import argparse
import fcntl
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from entrepot.config.commands.database import start_or_explain
from entrepot.config.commands.processes import Children, free_port
from entrepot.config.environment import env_int, env_text, home

SIMULATORS = {"payment": 8101, "customs": 8102, "carrier": 8103}
ENVIRONMENT_NAMES = {
    "payment": "PAYMENT_SANDBOX",
    "customs": "CUSTOMS_SIMPORT",
    "carrier": "CARRIER_SIMCARRIER",
}
HOOKS = {"payment": "payments/sandbox", "customs": "customs/simport", "carrier": "carriers/simcarrier"}
RESTARTS_ALLOWED = 5


class Stop(Exception):
    """Somebody asked us to end."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="entrepot run")
    parser.add_argument("--port", type=int, default=env_int("PORT", 8000))
    parser.add_argument("--workers", type=int, default=env_int("WEB_WORKERS", 2), help="web processes")
    parser.add_argument("--no-simulators", action="store_true")
    parser.add_argument(
        "--speed", default=env_text("SIMULATOR_SPEED", "demo"), choices=["demo", "fast", "real"]
    )
    options = parser.parse_args(arguments)
    with _only_one_run():
        signal.signal(signal.SIGTERM, _stop)
        signal.signal(signal.SIGINT, _stop)
        children = Children(home() / "run" / "children.json", home() / "logs")
        if swept := children.sweep():
            print(f"Ended {swept} processes that an interrupted run had left behind.")
        server = None
        try:
            _say("Starting the database")
            server = start_or_explain()
            _prepare()
            _start(children, options)
            _watch(children, options)
        except (Stop, KeyboardInterrupt):
            print("\nStopping ...", flush=True)
            return 0
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            children.stop()
            if server:
                server.stop()


def _prepare() -> None:
    """Bring the database and the static files to this version's state; quick when nothing changed."""
    import django

    django.setup()
    from entrepot.config.prepare import prepare

    prepare(say=_say)


def _start(children: Children, options: argparse.Namespace) -> None:
    from django.conf import settings

    options.port = free_port(options.port)
    environment = {**os.environ, "PORT": str(options.port), "SITE_URL": f"http://127.0.0.1:{options.port}"}
    if not options.no_simulators:
        secrets = {
            "payment": settings.PAYMENT_SANDBOX["secret"],
            "customs": settings.CUSTOMS_SIMPORT["secret"],
            "carrier": settings.CARRIER_SIMCARRIER["secret"],
        }
        taken = {options.port}
        for name, wanted in SIMULATORS.items():
            port = free_port(wanted, taken)
            taken.add(port)
            environment[f"{ENVIRONMENT_NAMES[name]}_URL"] = f"http://127.0.0.1:{port}"
            command = [
                sys.executable, "-m", f"simulators.{name}", "--port", str(port), "--speed", options.speed,
                "--home", str(home() / "simulators"), "--secret", secrets[name],
                "--webhook", f"http://127.0.0.1:{options.port}/hooks/{HOOKS[name]}",
            ]  # fmt: skip
            children.start(name, command, environment)
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", env_text("HOST", "127.0.0.1"),
        "--port", str(options.port), "--workers", str(options.workers), "--blocking-threads", "4", "--no-ws",
        "--respawn-failed-workers", "--log-level", "warning", "entrepot.config.wsgi:application",
    ]  # fmt: skip
    children.start("web", web, environment)
    children.start("worker", [sys.executable, "-m", "entrepot.config.commands", "worker"], environment)
    _wait_for(f"http://127.0.0.1:{options.port}/health/")
    _announce(options, environment)


def _announce(options: argparse.Namespace, environment: dict[str, str]) -> None:
    from django.conf import settings

    base = environment["SITE_URL"]
    print(f"\nEntrepot is running. Logs: {home() / 'logs'}. Ctrl-C stops everything.\n")
    print(f"  Shop            {base}/en/   {base}/zh-hans/")
    print(f"  Console         {base}/en/console/")
    print(f"  Supplier portal {base}/en/supplier/")
    print(f"  API             {base}/api/v1/docs")
    if not options.no_simulators:
        for name in SIMULATORS:
            print(f"  Simulator       {environment[ENVIRONMENT_NAMES[name] + '_URL']}/   ({name})")
    if settings.DEMO:
        from entrepot.demo.people import SIGN_INS

        print("\n  Sign in as")
        for role, email, password in SIGN_INS:
            print(f"    {role:10} {email:28} {password}")
    print(flush=True)


def _watch(children: Children, options: argparse.Namespace) -> None:
    """Stay until asked to stop; a child that dies is a fault, said aloud."""
    while True:
        time.sleep(1)
        if dead := children.died():
            raise SystemExit(f"{', '.join(dead)} ended unexpectedly; see {home() / 'logs'}")


def _wait_for(address: str, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.15)
    raise SystemExit(f"the web server did not answer at {address}; see {home() / 'logs' / 'web.log'}")


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


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def _say(text: str) -> None:
    print(f"{text} ...", flush=True)
