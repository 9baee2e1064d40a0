"""The memory of a simulator: one SQLite file, one connection, short transactions.

A commit survives ``kill -9`` of the process (write-ahead log). Whatever belongs together (a changed
document, the timed events it leads to, the webhook that tells of it) is written in one transaction.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (kind, id));
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS agenda (
    id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, due REAL NOT NULL, action TEXT NOT NULL,
    subject TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS agenda_due ON agenda (lane, due, id);
CREATE INDEX IF NOT EXISTS agenda_subject ON agenda (subject);
CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT, message TEXT NOT NULL, subject TEXT NOT NULL, at REAL NOT NULL,
    outcome TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS fault (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, path TEXT NOT NULL, times INTEGER NOT NULL,
    seconds REAL NOT NULL);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

Document = dict[str, Any]


class Store:
    """One file; safe to use from every thread of the process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._lock = threading.RLock()
        self._depth = 0
        self.after_commit: Callable[[], None] = lambda: None
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA cache_size = -1024")
        self._db.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; an inner transaction joins the outer one."""
        with self._lock:
            if self._depth:
                yield
                return
            self._depth = 1
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            else:
                self._db.execute("COMMIT")
            finally:
                self._depth = 0
        self.after_commit()

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def execute(self, sql: str, *values: object) -> int:
        """Run one statement; returns the number of rows it changed."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def get(self, kind: str, id: str) -> Document | None:
        rows = self.query("SELECT body FROM document WHERE kind = ? AND id = ?", kind, id)
        return json.loads(rows[0][0]) if rows else None

    def put(self, kind: str, id: str, body: Document) -> None:
        self.execute(
            "INSERT INTO document (kind, id, body) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
            kind, id, json.dumps(body, ensure_ascii=False),
        )  # fmt: skip

    def latest(self, kind: str, limit: int = 50) -> list[Document]:
        """The newest documents of a kind, newest first."""
        sql = "SELECT body FROM document WHERE kind = ? ORDER BY seq DESC LIMIT ?"
        return [json.loads(row[0]) for row in self.query(sql, kind, limit)]

    def count(self, kind: str) -> int:
        return int(self.query("SELECT count(*) FROM document WHERE kind = ?", kind)[0][0])

    def setting(self, name: str, default: Any) -> Any:
        rows = self.query("SELECT value FROM setting WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else default

    def set(self, name: str, value: Any) -> None:
        sql = "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        self.execute(sql, name, json.dumps(value))

    def next_number(self, name: str, start: int) -> int:
        """``start``, then one more at each call; never the same twice. Call inside a transaction."""
        number = int(self.setting(name, start))
        self.set(name, number + 1)
        return number

    def close(self) -> None:
        with self._lock:
            self._db.close()
