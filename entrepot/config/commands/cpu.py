"""CPU time of processes with all their descendants, as the Linux kernel counts it."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system seconds of the process, its descendants and what they have already buried.

    0.0 for a process that is gone, and on systems without ``/proc``.
    """
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        number = int(entry.name)
        parents[number], ticks[number] = int(fields[1]), sum(int(field) for field in fields[11:15])
    return sum(spent for number, spent in ticks.items() if _descends(number, pid, parents)) / TICKS


def _descends(number: int, ancestor: int, parents: dict[int, int]) -> bool:
    while number and number != ancestor:
        number = parents.get(number, 0)
    return number == ancestor
