"""Check digits of tracking numbers, by the names that the public format files give them.

Each function takes the serial (capitals and digits), the written check character and the file's
parameters, and says whether they agree. Sources: the packaged formats; ISO/IEC 7064 for mod 37,36.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from entrepot.domain.tracking import s10

Parameters = Mapping[str, Any]
ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _mod10(serial: str, check: str, parameters: Parameters) -> bool:
    """GS1 and UPS alike: every second value weighs more. A letter counts as its ASCII code minus 3."""
    digits = reversed(serial) if parameters.get("reverse") else serial
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in digits]
    even, odd = parameters.get("evens_multiplier", 1), parameters.get("odds_multiplier", 1)
    total: int = sum(value * (odd if index % 2 else even) for index, value in enumerate(values))
    return -total % 10 == int(check)


def _mod7(serial: str, check: str, parameters: Parameters) -> bool:
    return int(serial) % 7 == int(check)


def _luhn(serial: str, check: str, parameters: Parameters) -> bool:
    doubled = [int(c) * (1 if index % 2 else 2) for index, c in enumerate(reversed(serial))]
    return -sum(value // 10 + value % 10 for value in doubled) % 10 == int(check)


def _weighted(serial: str, check: str, parameters: Parameters) -> bool:
    total = sum(w * int(c) for w, c in zip(parameters["weightings"], serial, strict=True))
    remainder: int = total % parameters["modulo1"] % parameters["modulo2"]
    return remainder == int(check)


def _mod_37_36(serial: str, check: str, parameters: Parameters) -> bool:
    modulo = 36
    product = modulo
    for character in serial:
        total = (product + ALPHABET.index(character)) % modulo
        product = (total or modulo) * 2 % (modulo + 1)
    return (ALPHABET.index(check) + product) % modulo == 1


def _s10(serial: str, check: str, parameters: Parameters) -> bool:
    return s10.check_digit(serial) == int(check)


CHECKSUMS: Final[Mapping[str, Callable[[str, str, Parameters], bool]]] = {
    "mod10": _mod10,
    "mod7": _mod7,
    "luhn": _luhn,
    "sum_product_with_weightings_and_modulo": _weighted,
    "mod_37_36": _mod_37_36,
    "s10": _s10,
}
