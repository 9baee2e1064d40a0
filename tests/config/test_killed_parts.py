"""A shop whose database or worker was killed starts it again by itself."""

import os
import subprocess
from pathlib import Path

import pytest

from entrepot.config.commands.stack import Stack
from entrepot.config.database import EmbeddedPostgres


class Server(EmbeddedPostgres):
    """One that only counts its starts."""

    starts = 0

    def start(self) -> None:
        self.starts += 1


@pytest.fixture
def server(tmp_path: Path) -> Server:
    (tmp_path / "data").mkdir()
    return Server(tmp_path)


def note(server: Server, pid: int) -> None:
    (server.data / "postmaster.pid").write_text(f"{pid}\n{server.data}\n")


def test_a_server_lives_as_long_as_its_process(server: Server) -> None:
    assert not server.is_alive()
    note(server, os.getpid())
    assert server.is_alive()
    ended = subprocess.Popen(["true"])
    ended.wait()
    note(server, ended.pid)
    assert not server.is_alive()


def test_a_killed_database_is_started_again(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENTREPOT_HOME", str(tmp_path))
    stack = Stack(port=0)
    stack.server = server
    note(server, os.getpid())
    stack.check()
    assert server.starts == 0
    (server.data / "postmaster.pid").unlink()
    stack.check()
    assert server.starts == 1


def test_a_killed_worker_is_started_again_but_not_one_that_cannot_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENTREPOT_HOME", str(tmp_path))
    stack = Stack(port=0)
    begun: list[str] = []
    monkeypatch.setattr(stack, "_begin", lambda name, command: begun.append(name))
    monkeypatch.setattr(stack.children, "died", lambda: ["worker"])
    stack.check()
    assert begun == ["worker"]
    with pytest.raises(SystemExit, match="worker ended unexpectedly"):
        stack.check()
