"""Text as labels, declarations and the database take it."""

import re
from typing import Final

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
# They make a text read otherwise than it was typed, and the text beside it on a paper too.
_TURNING: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def one_line(text: str) -> str:
    """``text`` on one line, single-spaced and without marks that turn the direction of writing."""
    return " ".join(text.translate(_TURNING).split())


def has_unprintable(text: str) -> bool:
    """Whether ``text`` has control characters or halves of characters: no label or database takes them."""
    return _UNPRINTABLE.search(text) is not None
