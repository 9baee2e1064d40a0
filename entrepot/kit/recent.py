"""Reference data kept in the process for some seconds, so that a page does not ask for it again."""

import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from django.conf import settings

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
LIMIT = 64
LONGEST = 86_400.0


class Recent(Generic[Key, Value]):
    """``load(key)`` at most once in ``REFERENCE_CACHE_SECONDS`` per process and key; 0 seconds keeps nothing.

    A change made elsewhere is therefore seen after that many seconds at the latest; ``seconds`` shortens it.
    At most ``limit`` values are kept; what ``load`` raises is not. Nobody may change a value he gets. Two
    threads may load the same value at once; either result is right.
    """

    def __init__(self, load: Callable[[Key], Value], *, seconds: float = LONGEST, limit: int = LIMIT) -> None:
        self._load, self._seconds, self._limit = load, seconds, limit
        self._kept: dict[Key, tuple[float, Value]] = {}

    def __getitem__(self, key: Key) -> Value:
        now = time.monotonic()
        found = self._kept.get(key)
        if found is not None and now < found[0]:
            return found[1]
        value = self._load(key)
        seconds = min(settings.REFERENCE_CACHE_SECONDS, self._seconds)
        if seconds:
            if len(self._kept) >= self._limit:
                self._kept.clear()
            self._kept[key] = (now + seconds, value)
        return value

    def forget(self) -> None:
        """Load anew at the next request (in this process)."""
        self._kept.clear()
