"""The figures as a table: on the screen, and in ``docs/benchmarks.md``."""

import os
from collections.abc import Iterator, Sequence
from datetime import date

from benchmarks.measuring import Result

HEAD = (
    "operation", "clients", "SQL", "server ms", "database ms", "CPU ms", "reach", "p50 ms", "p95 ms", "per s",
)  # fmt: skip
WIDTH = 14
PREFACE = """# Benchmarks

Made by `make bench` on {day}, on {cores} shared cores (Linux), everything on the same machine: client, two
web workers, database and payment simulator. The catalogue has 10,000 products.

CPU is what the kernel counted for the web processes and for the whole database server, divided by the
operations done; it tells more than waiting times, which depend on who else uses the machine. SQL counts
every statement that Django sends, savepoints too; not BEGIN and COMMIT. "Reach" is the most that server and
database together should take; `!` marks what is over it. Every operation is done as often beforehand as it
is then measured, so the figures are those of a shop that has been running: whoever looks first at a product
for a country after 30 seconds, or at a card that no one has seen, waits for what is then kept.
"""

STEPS = """
## The checkout, step by step (1 client)

| step | SQL | ms |
|---|---:|---:|
"""

NOTES = """
## What keeps a checkout cheap

- Rules, lanes and exchange rates are parsed once for each version of them and kept by the process, which
  looks for a new version of the lanes after a second and of the others after `REFERENCE_CACHE_SECONDS`.
- A plan asks the law only about consignments that it would choose: 6 to 11 questions for a quote in five of
  the first six carts of this benchmark, where asking about all that are possible makes 15 to 28 (33 instead
  of 43 in the sixth). For a whole checkout that is about a tenth less CPU of the server.
- What the API answers are plain models, not schemas that read attributes: 3 tenths less CPU of the server
  for a list of 24 products.
"""


def lines(results: Sequence[Result]) -> Iterator[str]:
    """A table for the screen."""
    yield f"{HEAD[0]:40}" + "".join(f"{head:>{WIDTH}}" for head in HEAD[1:])
    for result in results:
        yield f"{result.operation.name:40}" + "".join(f"{cell:>{WIDTH}}" for cell in _cells(result))


def page(results: Sequence[Result], today: date) -> str:
    """The document."""
    text = PREFACE.format(day=today.isoformat(), cores=os.cpu_count())
    text += f"\n| {' | '.join(HEAD)} |\n|---|{'---:|' * (len(HEAD) - 1)}\n"
    text += "".join(f"| {result.operation.name} | {' | '.join(_cells(result))} |\n" for result in results)
    text += STEPS
    for step, (statements, ms) in results[0].steps.items():
        text += f"| {step} | {statements:.1f} | {ms:.1f} |\n"
    return text + NOTES


def _cells(result: Result) -> list[str]:
    operation = result.operation
    most = f"{operation.cpu_ms:g} ms" + (f", {operation.statements} SQL" if operation.statements else "")
    cpu = f"{result.cpu_ms:.1f}{' !' if result.over else ''}"
    parts = (result.statements, result.server_ms, result.database_ms)
    waits = (f"{result.p50_ms:.0f}", f"{result.p95_ms:.0f}", f"{result.per_second:.1f}")
    return [str(result.clients), *(f"{part:.1f}" for part in parts), cpu, most, *waits]
