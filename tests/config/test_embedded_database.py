"""The embedded server where it is awkward: as root, in a folder that nobody else may enter."""

import subprocess
from pathlib import Path

import pytest

from entrepot.config import database
from entrepot.config.database import EmbeddedPostgres


def test_copied_programs_run_without_the_place_they_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wheel's programs look for their libraries beside them: those have to come along."""
    monkeypatch.setattr(database, "first_closed_folder", lambda path: Path("/closed"))
    server = EmbeddedPostgres(tmp_path / "postgres")
    server._user = "nobody"
    initdb = server.program("initdb")
    assert initdb.is_relative_to(tmp_path)
    told = subprocess.run([initdb, "--version"], capture_output=True, text=True, env={}, check=True)
    assert told.stdout.startswith("initdb (PostgreSQL) 18")
    linked = subprocess.run(["ldd", initdb], capture_output=True, text=True, check=True).stdout
    assert str(tmp_path) in linked
    assert "not found" not in linked


def test_a_second_start_takes_the_copy_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "first_closed_folder", lambda path: Path("/closed"))
    server = EmbeddedPostgres(tmp_path / "postgres")
    server._user = "nobody"
    first = server.program("initdb").stat()
    assert server.program("initdb").stat().st_ino == first.st_ino
