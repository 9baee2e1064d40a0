"""Making tracking numbers out of serials: the forms in which carriers let others number parcels.

Sources: UPU S10 for posts; USPS IMpb and SSCC by the GS1 General Specifications (modulo 10); IATA
Resolution 600a for air waybills (the serial's seven digits modulo 7). A range comes from the carrier;
nobody invents numbers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from entrepot.domain.tracking import s10
from entrepot.domain.tracking.checksums import CHECKSUMS

GS1: Final = {"evens_multiplier": 3, "odds_multiplier": 1, "reverse": True}


class FaultyPattern(ValueError):
    """A pattern that makes no number; ``part`` names the field: form, prefix, suffix, digits or check."""

    def __init__(self, part: str, why: str) -> None:
        super().__init__(f"{part}: {why}")
        self.part, self.why = part, why


class SerialOutOfRange(ValueError):
    """A serial that has more digits than the pattern has room for."""


@dataclass(frozen=True, slots=True)
class _Form:
    """``length`` of prefix and serial together (0: free); the check digit is over both when ``whole``."""

    prefix: str
    suffix: str
    check: str
    digits: int = 0
    length: int = 0
    whole: bool = False
    parameters: Mapping[str, Any] | None = None


FORMS: Final[Mapping[str, _Form]] = {
    "s10": _Form(r"[A-IL-Z][A-Z]", r"[A-Z]{2}", "s10", digits=8),
    "impb": _Form(r"9[2-5]\d{9,12}", "", "mod10", length=21, whole=True, parameters=GS1),
    "sscc": _Form(r"\d{8,11}", "", "mod10", length=17, whole=True, parameters=GS1),
    "awb": _Form(r"\d{3}", "", "mod7", digits=7),
    "plain": _Form(r"[A-Z0-9]{0,12}", r"[A-Z]{0,4}", ""),
}
CHECKS: Final = ("", "mod7", "mod10", "luhn")


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """``form`` is one of ``FORMS``; ``digits`` is the length of the serial; ``check`` names the check digit
    of a plain number (the other forms have their own). Raises ``FaultyPattern``."""

    form: str
    prefix: str = ""
    suffix: str = ""
    digits: int = 8
    check: str = ""

    def __post_init__(self) -> None:
        if self.form not in FORMS:
            raise FaultyPattern("form", f"one of {', '.join(FORMS)}")
        known = FORMS[self.form]
        if not re.fullmatch(known.prefix, self.prefix):
            raise FaultyPattern("prefix", f"{known.prefix} for {self.form}")
        if not re.fullmatch(known.suffix, self.suffix):
            raise FaultyPattern("suffix", f"{known.suffix or 'none'} for {self.form}")
        wanted = known.digits or (known.length - len(self.prefix) if known.length else self.digits)
        if self.digits != wanted or not 0 < self.digits <= 15:
            raise FaultyPattern("digits", f"{wanted if known.digits or known.length else '1 to 15'}")
        if self.check and self.form != "plain":
            raise FaultyPattern("check", f"{self.form} has its own")
        if self.check not in CHECKS:
            raise FaultyPattern("check", f"one of {', '.join(filter(None, CHECKS))}")

    def number(self, serial: int) -> str:
        """The number of ``serial`` with its check digit. Raises ``SerialOutOfRange``."""
        if not 0 <= serial < 10**self.digits:
            raise SerialOutOfRange(f"{serial} does not fit into {self.digits} digits")
        written = f"{serial:0{self.digits}d}"
        return f"{self.prefix}{written}{self._check_digit(written)}{self.suffix}"

    def accepts(self, number: str) -> bool:
        """Whether ``number`` is one that this pattern makes."""
        start, end = len(self.prefix), len(self.prefix) + self.digits
        serial = number[start:end]
        return serial.isascii() and serial.isdigit() and number == self.number(int(serial))

    def _check_digit(self, serial: str) -> str:
        known = FORMS[self.form]
        name = known.check or self.check
        if not name:
            return ""
        if name == "s10":
            return str(s10.check_digit(serial))
        body = self.prefix + serial if known.whole else serial
        agrees, parameters = CHECKSUMS[name], known.parameters or GS1
        return next(digit for digit in "0123456789" if agrees(body, digit, parameters))
