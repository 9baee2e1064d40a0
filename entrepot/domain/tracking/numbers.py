"""Whether a tracking number can be a number of its carrier, as far as formats are publicly known.

Sources: UPU S10 for posts; the UPS 1Z number's check digit as implemented by public parsers (letters
count as their ASCII code minus 63 modulo 10, every second character twice, the sum modulo 10).
"""

import re
from typing import Final

from entrepot.domain.tracking import s10

# Carriers whose every tracking number is an S10 item number.
POSTS: Final = frozenset({"simcarrier", "china-post", "ems", "hongkong-post", "royal-mail"})
UPS: Final = frozenset({"ups"})
LOOKS_LIKE_S10: Final = s10.SHAPE
PLAIN: Final = re.compile(r"[A-Z0-9]{8,35}")
ONE_Z: Final = re.compile(r"1Z[A-Z0-9]{15}[0-9]")


class InvalidNumber(ValueError):
    """``number`` cannot be right; ``key`` names why: ``tracking_number_missing``, ``_shape``, ``_not_s10``
    or ``_check_digit``."""

    def __init__(self, key: str, number: str) -> None:
        super().__init__(f"{key}: {number!r}")
        self.key, self.number = key, number


def checked_number(carrier: str, written: str) -> str:
    """``written`` without spaces and dashes, in capitals. Raises ``InvalidNumber``."""
    number = re.sub(r"[\s-]+", "", written).upper()
    if not number:
        raise InvalidNumber("tracking_number_missing", written)
    if not PLAIN.fullmatch(number) or not any(character.isdigit() for character in number):
        raise InvalidNumber("tracking_number_shape", written)
    is_s10_shaped = LOOKS_LIKE_S10.fullmatch(number) is not None
    if carrier in POSTS and not is_s10_shaped:
        raise InvalidNumber("tracking_number_not_s10", written)
    if is_s10_shaped and not s10.is_valid(number):
        raise InvalidNumber("tracking_number_check_digit", written)
    if (carrier in UPS or number.startswith("1Z")) and not _is_ups(number):
        raise InvalidNumber("tracking_number_check_digit", written)
    return number


def _is_ups(number: str) -> bool:
    if not ONE_Z.fullmatch(number):
        return False
    values = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in number[2:-1]]
    total = sum(value * 2 if index % 2 else value for index, value in enumerate(values))
    return (10 - total % 10) % 10 == int(number[-1])
