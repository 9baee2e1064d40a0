"""``entrepot replay``: real invoices through the real pipeline, checkout to delivered, and the books proved.

It runs a shop of its own under ``<home>/replay`` and disturbs no other. Stopped, it goes on where it was.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from entrepot.config.commands.cpu import cpu_seconds
from entrepot.config.commands.stack import Stack, Stop, running
from entrepot.config.environment import home

if TYPE_CHECKING:
    from entrepot.demo.replay.session import Outcome
    from entrepot.demo.rows import ReplayInvoice

PORT = 8080


def main(arguments: list[str]) -> int:
    """0 when every proof holds, 1 when one fails, 130 when it was stopped before the end."""
    parser = argparse.ArgumentParser(prog="entrepot replay")
    parser.add_argument("--invoices", type=_how_many, default=1000, help="how many of the 1,000 (all)")
    parser.add_argument("--restart", action="store_true", help="forget what an earlier replay did")
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    options = parser.parse_args(arguments)
    own_home()
    return through_shop(lambda: _of_all(options.invoices), restart=options.restart, workers=options.workers)


def through_shop(
    choose: Callable[[], Sequence["ReplayInvoice"]], *, restart: bool = False, workers: int = 2
) -> int:
    """The invoices that ``choose`` gives once Django is ready, sent through a shop in ``own_home``."""
    stack = Stack(port=PORT, web_workers=workers, speed="fast")
    try:
        with running(stack, afresh=restart):
            return _replay(stack, choose())
    except (Stop, KeyboardInterrupt):
        print("\nStopped. The same command goes on from here.", flush=True)
        return 130


def _of_all(how_many: int) -> Sequence["ReplayInvoice"]:
    from entrepot.demo.catalogue import replay_invoices

    return spread(list(replay_invoices()), how_many)


def _how_many(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError("say how many invoices: 1 to 1000")
    return int(text)


def own_home() -> None:
    """A home and an embedded database for the replay alone, before any setting is read."""
    os.environ["ENTREPOT_HOME"] = str(home() / "replay")
    os.environ.pop("DATABASE_URL", None)
    os.environ["ENTREPOT_DEMO"] = "1"
    os.environ.setdefault("LOG_LEVEL", "WARNING")


def _replay(stack: Stack, invoices: Sequence["ReplayInvoice"]) -> int:
    from entrepot.demo.first_orders.partners import SimulatedPartners
    from entrepot.demo.replay.progress import Bar
    from entrepot.demo.replay.session import Session

    bar = Bar(len(invoices), sys.stdout)
    session = Session(
        invoices, pay=SimulatedPartners.among(stack.simulators).pay, return_url=f"{stack.site}/",
        tell=bar.show, check=stack.check,
    )  # fmt: skip
    before = _spent(stack)
    outcome = session.run()
    bar.show(outcome.delivered + outcome.failures.total(), last=True)
    spent = {name: seconds - before[name] for name, seconds in _spent(stack).items()}
    return _report(outcome, spent)


def spread(invoices: Sequence["ReplayInvoice"], how_many: int) -> list["ReplayInvoice"]:
    """``how_many`` of the invoices, evenly over time."""
    return [invoices[number * len(invoices) // how_many] for number in range(min(how_many, len(invoices)))]


def _spent(stack: Stack) -> dict[str, float]:
    """CPU seconds so far, by part. The buyers and operators are this process."""
    own = os.times()
    spent = {name: cpu_seconds(child.pid) for name, child in stack.children.running.items()}
    postmaster = int((stack.server.data / "postmaster.pid").read_text().split()[0]) if stack.server else 0
    return {"buyers and operators": own.user + own.system, **spent, "database": cpu_seconds(postmaster)}


def _report(outcome: "Outcome", spent: dict[str, float]) -> int:
    from entrepot.demo.replay.proofs import proofs
    from entrepot.demo.replay.report import destination_lines, outcome_lines, proof_lines

    print(*outcome_lines(outcome), sep="\n")
    if outcome.delivered_now:
        each, cpu = outcome.delivered_now / outcome.seconds, sum(spent.values())
        parts = ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.items())
        print(
            f"\nThis run: {outcome.delivered_now} orders in {outcome.seconds:.0f} s, {each:.2f} orders/s; "
            f"{cpu / outcome.delivered_now:.2f} CPU seconds an order ({parts})."
        )
    print("\nDelivered by destination", *destination_lines(), sep="\n")
    proved = proofs()
    print("\nThe books", *proof_lines(proved), sep="\n", flush=True)
    return 1 if any(proof.differences for proof in proved) else 0
