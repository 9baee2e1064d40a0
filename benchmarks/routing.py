"""Sourcing alone: ``python -m benchmarks.routing``. No shop and no database are started.

Seeded instances (tests/domain/sourcing/instances.py), one core, CPU seconds. The gap is against the optimum
that a model without columns proved, or against what it found and proved in ``--seconds``.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean

from entrepot.domain.sourcing.policy import QUOTE, THOROUGH, Effort
from entrepot.domain.sourcing.prices import Answers, Prices
from entrepot.domain.sourcing.search import Found, search
from tests.domain.sourcing.instances import FLAT_2026, THRESHOLD, Instance, Law, instance
from tests.domain.sourcing.oracle import by_one_model

HEAD = ("instances", "law", "effort", "n", "planned", "best known", "mean gap", "p95 gap", "p50 ms", "p95 ms")
LAWS = {"threshold": THRESHOLD, "flat duty 2026": FLAT_2026}


@dataclass(frozen=True, slots=True)
class Bar:
    """``n`` instances of articles x senders x parcels; what the mean gap and 95 of 100 times must not exceed.

    ``listed`` is how likely a sender has an article.
    """

    articles: int
    senders: int
    parcels: int
    n: int
    effort: Effort
    gap: float
    ms: float
    listed: float = 0.45

    @property
    def name(self) -> str:
        return f"{self.articles} x {self.senders} x {self.parcels}, {self.listed:.0%} listed"


BARS = (
    Bar(5, 12, 2, 60, QUOTE, 0.01, 300),
    Bar(5, 12, 2, 60, THOROUGH, 0.01, 300),
    Bar(10, 12, 3, 20, THOROUGH, 0.05, 2_000),
    Bar(10, 12, 3, 8, THOROUGH, 0.05, 2_000, 0.9),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6, help="for the model that the gap is against")
    seconds = parser.parse_args().seconds
    _load_solver()
    print(" | ".join(HEAD))
    missed = 0
    for bar in BARS:
        for name, law in LAWS.items():
            row, is_met = _measure(bar, name, law, seconds)
            missed += not is_met
            print(" | ".join(row) + ("" if is_met else " !"), flush=True)
    return 1 if missed else 0


def _load_solver() -> None:
    """Its second of loading is paid once in a process, not by a plan."""
    by_one_model(instance(0, 2, 2, 1), 1)


def _measure(bar: Bar, name: str, law: Law, seconds: float) -> tuple[list[str], bool]:
    gaps: list[float] = []
    times: list[float] = []
    planned = possible = proved = 0
    for given in _instances(bar, law):
        started = time.process_time()
        found = search(Prices(Answers(given.problem)), bar.effort)
        times.append((time.process_time() - started) * 1000)
        best = _best_known(given, found, seconds)
        possible += best is not None
        planned += found is not None
        if found is not None and best is not None:
            proved += best[1]
            gaps.append(found.cost / best[0] - 1)
    gaps.sort()
    times.sort()
    late = times[int(len(times) * 0.95)]
    row = [
        bar.name, name, "checkout" if bar.effort is QUOTE else "thorough", str(bar.n),
        f"{planned} of {possible}", f"{proved} proved", f"{fmean(gaps):.2%}",
        f"{gaps[int(len(gaps) * 0.95)]:.2%}",
        f"{times[len(times) // 2]:.0f}", f"{late:.0f}",
    ]  # fmt: skip
    return row, planned == possible and fmean(gaps) <= bar.gap and late <= bar.ms


def _instances(bar: Bar, law: Law) -> Iterator[Instance]:
    return (instance(seed, bar.articles, bar.senders, bar.parcels, law, bar.listed) for seed in range(bar.n))


def _best_known(given: Instance, found: Found | None, seconds: float) -> tuple[int, bool] | None:
    """The least cost that the model or we found, and whether the model proved it."""
    model = by_one_model(given, seconds)
    if model is None:
        return (found.cost, False) if found else None
    cost, bound = model
    best = min(cost, found.cost) if found else cost
    return best, bound >= best


if __name__ == "__main__":
    sys.exit(main())
