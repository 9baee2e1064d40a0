"""What happened, event by event: a line each, and one hash over all lines of a way."""

from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256


class Trace:
    """``write`` receives each line as well, when the trace is kept."""

    def __init__(self, write: Callable[[str], object] | None = None) -> None:
        self._hash, self._write, self.events = sha256(), write, 0

    def tell(self, place: str, at: datetime, kind: str, subject: str, detail: str) -> None:
        """``place`` is the market and way; of ``at`` seconds count."""
        line = f"{at:%Y-%m-%dT%H:%M:%SZ} {place} {kind} {subject} {detail}".rstrip() + "\n"
        self._hash.update(line.encode())
        self.events += 1
        if self._write:
            self._write(line)

    @property
    def fingerprint(self) -> str:
        return self._hash.hexdigest()


def together(traces: Iterable[tuple[str, str]]) -> str:
    """One hash over the ``traces`` of several places, in their order: (place, hash)."""
    return sha256("".join(f"{place} {each}\n" for place, each in traces).encode()).hexdigest()
