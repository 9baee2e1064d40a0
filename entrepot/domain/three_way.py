"""Two changes of one text put together, line by line."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

Change = tuple[int, int, tuple[str, ...]]


def merged(base: str, ours: str, theirs: str) -> str | None:
    """``base`` with what ``ours`` and what ``theirs`` changed; ``None`` where both changed the same or
    neighbouring lines otherwise, so that a person must decide."""
    lines = base.splitlines(keepends=True)
    changes = sorted({*_changes(lines, ours), *_changes(lines, theirs)})
    if any(after[0] <= before[1] for before, after in pairwise(changes)):
        return None
    for begin, end, new in reversed(changes):
        lines[begin:end] = new
    return "".join(lines)


def _changes(base: Sequence[str], text: str) -> list[Change]:
    new = text.splitlines(keepends=True)
    codes = SequenceMatcher(None, base, new, autojunk=False).get_opcodes()
    return [(i1, i2, tuple(new[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
