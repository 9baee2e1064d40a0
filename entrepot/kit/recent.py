"""Reference data kept in the process for some seconds, so that a page does not ask for it again."""

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.conf import settings

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
LIMIT = 64
LONGEST = 86_400.0


class Kept(Generic[Key, Value]):
    """Values for ``REFERENCE_CACHE_SECONDS`` in this process, or for fewer ``seconds``; 0 keeps nothing.

    At most ``limit`` values are kept, and nothing of what failed. Nobody may change a value he gets. Two
    threads may make the same value at once; either result is right.
    """

    def __init__(self, *, seconds: float = LONGEST, limit: int = LIMIT) -> None:
        self._seconds, self._limit = seconds, limit
        self._kept: dict[Key, tuple[float, Value]] = {}

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """The value kept for ``key``; made now when there is none or it is too old."""
        now = time.monotonic()
        seconds = min(settings.REFERENCE_CACHE_SECONDS, self._seconds)
        found = self._kept.get(key) if seconds else None
        if found is not None and now < found[0]:
            return found[1]
        value = make()
        if seconds:
            if len(self._kept) >= self._limit:
                self._kept.clear()
            self._kept[key] = (now + seconds, value)
        return value

    def forget(self) -> None:
        """Make all anew at the next request (in this process)."""
        self._kept.clear()


class Recent(Kept[Key, Value]):
    """``load(key)`` at most once in the time kept, per process and key.

    A change made elsewhere is therefore seen after that many seconds at the latest.
    """

    def __init__(self, load: Callable[[Key], Value], *, seconds: float = LONGEST, limit: int = LIMIT) -> None:
        super().__init__(seconds=seconds, limit=limit)
        self._load = load

    def __getitem__(self, key: Key) -> Value:
        return self.get(key, lambda: self._load(key))
