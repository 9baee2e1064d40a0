"""Doing an operation many times with a number of clients, and what that cost."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count

from benchmarks.client import Call, Client
from benchmarks.operations import Operation


@dataclass(frozen=True, slots=True)
class Result:
    """Per operation: milliseconds of CPU and of waiting, SQL statements; ``steps`` by name."""

    operation: Operation
    clients: int
    statements: float
    server_ms: float
    database_ms: float
    p50_ms: float
    p95_ms: float
    per_second: float
    steps: Mapping[str, tuple[float, float]]

    @property
    def cpu_ms(self) -> float:
        return self.server_ms + self.database_ms

    @property
    def over(self) -> bool:
        most = self.operation.statements
        return self.cpu_ms > self.operation.cpu_ms or (most is not None and self.statements > most)


def measure(
    operation: Operation, clients: Sequence[Client], spent: Callable[[], tuple[float, float]]
) -> Result:
    """``operation.repeats`` times by each of up to 2 clients, half as often by each of more.

    ``spent`` gives the CPU seconds of server and database so far.
    """
    repeats = operation.repeats if len(clients) <= 2 else max(operation.repeats // 2, 10)
    numbers = count()
    for client in clients:
        client.calls.clear()
    before, started = spent(), time.perf_counter()
    with ThreadPoolExecutor(len(clients)) as pool:
        lists = list(pool.map(lambda client: _repeat(operation, client, repeats, numbers), clients))
    seconds, after = time.perf_counter() - started, spent()
    times = sorted(one for each in lists for one in each)
    calls = [call for client in clients for call in client.calls]
    done = len(times)
    return Result(
        operation=operation,
        clients=len(clients),
        statements=sum(call.statements for call in calls) / done,
        server_ms=(after[0] - before[0]) * 1000 / done,
        database_ms=(after[1] - before[1]) * 1000 / done,
        p50_ms=statistics.median(times) * 1000,
        p95_ms=times[min(done - 1, int(done * 0.95))] * 1000,
        per_second=done / seconds,
        steps=_steps(calls),
    )


def _repeat(operation: Operation, client: Client, repeats: int, numbers: "count[int]") -> list[float]:
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        operation.act(client, next(numbers))
        times.append(time.perf_counter() - started)
    return times


def _steps(calls: Sequence[Call]) -> dict[str, tuple[float, float]]:
    """Mean statements and milliseconds of each step."""
    by_step = defaultdict[str, list[Call]](list)
    for call in calls:
        by_step[call.step].append(call)
    return {
        step: (
            statistics.fmean(call.statements for call in each),
            statistics.fmean(call.seconds for call in each) * 1000,
        )
        for step, each in by_step.items()
    }
