"""The ``entrepot`` console command: run everything, run one part, quote a consignment."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

# Each is a module here with ``main(arguments) -> exit status``, imported only when it is asked for.
COMMANDS: dict[str, str] = {
    "run": "start database, web, worker and simulators; Ctrl-C stops them all",
    "worker": "deliver events and run jobs",
    "database": "start, stop or open the embedded PostgreSQL",
    "quote": "landed cost of the consignment in a file: duties, taxes, fees and why",
    "replay": "send real invoices through the whole pipeline and prove the books",
    "simulate": "the sales history over every way goods can go: cost, days, stock-outs side by side",
    "policy-impact": "what a change of law does to the orders we had: dearer, forbidden, losing money",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point. Returns the exit status: 0 done, 1 failed with an explanation, 2 wrong usage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entrepot.config.settings")
    listing = "\n".join(f"  {name:14} {about}" for name, about in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="entrepot",
        description=f"Entrepot\n\n{listing}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    status: int = import_module(f"{__name__}.{options.command.replace('-', '_')}").main(options.rest)
    return status


if __name__ == "__main__":
    sys.exit(main())
