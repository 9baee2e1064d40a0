"""One line that tells how far we are."""

import time
from typing import TextIO

WIDTH = 28
EVERY_SECONDS = 0.2
LOG_EVERY_SECONDS = 15.0


class Bar:
    """Rewrites its line on a terminal; in a log file it prints a line now and then."""

    def __init__(self, total: int, out: TextIO) -> None:
        self._total, self._out = total, out
        self._started = self._shown = time.monotonic()
        self._first: int | None = None

    def show(self, done: int, note: str = "", *, last: bool = False) -> None:
        now = time.monotonic()
        if self._first is None:
            self._first = done
        terminal = self._out.isatty()
        if not last and now - self._shown < (EVERY_SECONDS if terminal else LOG_EVERY_SECONDS):
            return
        self._shown = now
        line = self._line(done, now, note)
        self._out.write(f"\r\x1b[K{line}" + ("\n" if last else "") if terminal else f"{line}\n")
        self._out.flush()

    def _line(self, done: int, now: float, note: str) -> str:
        share = done / self._total if self._total else 1
        filled = int(share * WIDTH)
        rate = (done - (self._first or 0)) / max(now - self._started, 0.001)
        left = f"{_clock((self._total - done) / rate)} left" if rate else "--:-- left"
        bar = "█" * filled + "░" * (WIDTH - filled)
        return f"{bar} {done}/{self._total} invoices  {rate:.2f}/s  {left}  {note}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"
