"""UPU S10 item numbers: two service letters, eight digits, a check digit, the issuing country.

Source: UPU standard S10 (postal items, 13-character identifier). The check digit weighs the eight
digits 8 6 4 2 3 5 9 7 and takes 11 minus the sum modulo 11, where 10 becomes 0 and 11 becomes 5.
"""

import re
from dataclasses import dataclass
from typing import Final

WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)
SHAPE: Final = re.compile(r"([A-Z]{2})([0-9]{8})([0-9])([A-Z]{2})")
# First service letters that S10 reserves: "cannot be assigned as valid service indicator values".
RESERVED_SERVICES: Final = frozenset("JK")


class InvalidS10(ValueError):
    """Not an S10 number; the message says which part is wrong."""


@dataclass(frozen=True, slots=True)
class S10:
    """The parts of a valid number. ``country`` is ISO 3166 alpha-2 of the issuing post."""

    service: str
    serial: str
    check_digit: int
    country: str

    def __str__(self) -> str:
        return f"{self.service}{self.serial}{self.check_digit}{self.country}"

    def spaced(self) -> str:
        """As printed under a barcode: ``RB 123 456 785 GB``."""
        digits = f"{self.serial}{self.check_digit}"
        return f"{self.service} {digits[:3]} {digits[3:6]} {digits[6:]} {self.country}"


def check_digit(serial: str) -> int:
    """The check digit of eight digits: ``check_digit("12345678")`` is 5. Raises ``InvalidS10``."""
    if len(serial) != 8 or not (serial.isascii() and serial.isdigit()):
        raise InvalidS10(f"serial must be eight digits, got {serial!r}")
    remainder = 11 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, serial, strict=True)) % 11
    return {10: 0, 11: 5}.get(remainder, remainder)


def make(service: str, serial: int, country: str) -> S10:
    """Build a number: ``make("RB", 12345678, "GB")`` is RB123456785GB. Raises ``InvalidS10``."""
    if not 0 <= serial <= 99_999_999:
        raise InvalidS10(f"serial must be 0 to 99999999, got {serial}")
    digits = f"{serial:08d}"
    return parse(f"{service}{digits}{check_digit(digits)}{country}")


def parse(number: str) -> S10:
    """Read a number as people write it (spaces and lower case allowed). Raises ``InvalidS10``."""
    compact = "".join(number.split()).upper()
    match = SHAPE.fullmatch(compact)
    if match is None:
        raise InvalidS10(f"{number!r} is not two letters, nine digits and a country")
    service, serial, digit, country = match.groups()
    if service[0] in RESERVED_SERVICES:
        raise InvalidS10(f"service letters {service} are reserved by S10")
    if int(digit) != check_digit(serial):
        raise InvalidS10(f"check digit of {compact} is {digit}, should be {check_digit(serial)}")
    return S10(service, serial, int(digit), country)


def is_valid(number: str) -> bool:
    """Whether ``parse`` would accept ``number``."""
    try:
        parse(number)
    except InvalidS10:
        return False
    return True
