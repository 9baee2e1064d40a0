"""``entrepot database start|stop|shell``: the embedded server by itself."""

import os
import sys

from entrepot.config.database import DatabaseUnavailable, EmbeddedPostgres
from entrepot.config.environment import env_text, home


def embedded() -> EmbeddedPostgres | None:
    """The embedded server, or ``None`` when ``DATABASE_URL`` names another one."""
    return None if env_text("DATABASE_URL") else EmbeddedPostgres(home() / "postgres")


def main(arguments: list[str]) -> int:
    server = embedded()
    if server is None:
        print("DATABASE_URL is set: the embedded database is not used.", file=sys.stderr)
        return 1
    match arguments:
        case ["start"]:
            server.start()
            print(server.url)
        case ["stop"]:
            server.stop()
        case ["shell"]:
            server.start()
            os.execv(server.program("psql"), ["psql", server.url])
        case _:
            print("usage: entrepot database start|stop|shell", file=sys.stderr)
            return 2
    return 0


def start_or_explain() -> EmbeddedPostgres | None:
    """Start the embedded server; on failure say why and how to mend it, and end with status 1."""
    server = embedded()
    if server is not None:
        try:
            server.start()
        except DatabaseUnavailable as problem:
            raise SystemExit(f"The database did not start: {problem}") from None
    return server
