"""Child processes that never outlive the command that started them."""

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

STOP_WITHIN_SECONDS = 8.0
PR_SET_PDEATHSIG = 1


class Children:
    """Starts children, notes them in ``ledger``, and stops them all, also those of a killed earlier run."""

    def __init__(self, ledger: Path, logs: Path) -> None:
        self.ledger, self.logs = ledger, logs
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        logs.mkdir(parents=True, exist_ok=True)

    def start(self, name: str, command: list[str], environment: Mapping[str, str]) -> None:
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, env=dict(environment), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                start_new_session=True, preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            )  # fmt: skip
        self._note()

    def died(self) -> list[str]:
        """Names of children that have ended by themselves."""
        return [name for name, child in self.running.items() if child.poll() is not None]

    def stop(self) -> None:
        """Ask all to end, wait a little, then insist."""
        for child in self.running.values():
            _signal_group(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal_group(child.pid, signal.SIGKILL)
                child.wait()
        self.running.clear()
        self.ledger.unlink(missing_ok=True)

    def sweep(self) -> int:
        """End what a killed earlier run left behind; returns how many processes that were."""
        if not self.ledger.exists():
            return 0
        swept = 0
        for pid, command in json.loads(self.ledger.read_text() or "{}").items():
            if _command_of(int(pid)) == command:
                _signal_group(int(pid), signal.SIGKILL)
                swept += 1
        self.ledger.unlink(missing_ok=True)
        return swept

    def _note(self) -> None:
        self.ledger.parent.mkdir(parents=True, exist_ok=True)
        self.ledger.write_text(
            json.dumps({child.pid: _command_of(child.pid) for child in self.running.values()})
        )


def hold_port(wanted: int) -> socket.socket:
    """A socket that keeps ``wanted``, or the next free port above it, until it is closed."""
    for port in range(wanted, wanted + 200):
        holder = socket.socket()
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            holder.bind(("127.0.0.1", port))
            holder.listen(1)
        except OSError:
            holder.close()
            continue
        return holder
    raise RuntimeError(f"no free port from {wanted} to {wanted + 199}")


def free_port(wanted: int) -> int:
    """``wanted`` when nobody listens there, else the next free port above it; somebody else may take it."""
    with hold_port(wanted) as holder:
        return int(holder.getsockname()[1])


def _command_of(pid: int) -> str:
    """The command line of a process, so that a recycled id is never mistaken for ours; "" when it is gone."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
        except OSError:
            return ""
    listing = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True)
    return listing.stdout.strip()


def _signal_group(pid: int, number: signal.Signals) -> None:
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        return


def _die_with_parent() -> None:
    """On Linux the kernel ends the child when its parent is killed, even by ``kill -9``."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
