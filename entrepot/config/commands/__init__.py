"""The ``entrepot`` console command: run everything, run one part, quote a consignment."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from entrepot.config.commands import database, replay, run, worker

COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "run": (run.main, "start database, web, worker and simulators; Ctrl-C stops them all"),
    "worker": (worker.main, "deliver events and run jobs"),
    "database": (database.main, "start, stop or open the embedded PostgreSQL"),
    "replay": (replay.main, "send real invoices through the whole pipeline and prove the books"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point. Returns the exit status: 0 done, 1 failed with an explanation, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entrepot.config.settings")
    listing = "\n".join(f"  {name:10} {about}" for name, (_, about) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="entrepot",
        description=f"Entrepot\n\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    return COMMANDS[options.command][0](options.rest)


if __name__ == "__main__":
    sys.exit(main())
