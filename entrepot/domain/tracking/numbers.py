"""Whose a tracking number can be, and whether it can be right, as far as formats are publicly known.

The formats are data (``formats``); posts number by UPU S10. No format is complete: carriers have numbers
that nobody published. A number is therefore refused only when it has the shape of one of its carrier's
formats and fails the check of all that it has the shape of.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from entrepot.domain.tracking import s10
from entrepot.domain.tracking.formats import NumberFormat

# Carriers whose every tracking number is an S10 item number.
POSTS: Final = frozenset({"simcarrier", "china-post", "ems", "hongkong-post", "royal-mail"})
PLAIN: Final = re.compile(r"[A-Z0-9]{8,35}")
# No carrier but UPS begins a number like this.
UPS, ONE_Z = "ups", "1Z"


class InvalidNumber(ValueError):
    """``number`` cannot be right; ``key`` names why: ``tracking_number_missing``, ``_shape``, ``_not_s10``
    or ``_check_digit``."""

    def __init__(self, key: str, number: str) -> None:
        super().__init__(f"{key}: {number!r}")
        self.key, self.number = key, number


@dataclass(frozen=True, slots=True)
class Candidate:
    """A format that a number fits. ``meanings`` tells its parts, such as the issuing post; ``checked``
    whether a check digit agreed, without which a number may fit by chance."""

    courier: str
    courier_name: str
    format_name: str
    number: str
    checked: bool
    meanings: dict[str, str]


def recognise(written: str, formats: Iterable[NumberFormat]) -> list[Candidate]:
    """The formats that ``written`` fits, the surest first: by check digit, then by parts that are known.

    Several carriers share a shape (FedEx Express and Purolator: twelve digits), so the answer may have
    several candidates; ask the carriers in this order.
    """
    spaceless = "".join(written.split()).upper()
    ways = dict.fromkeys([spaceless, spaceless.replace("-", "")])
    found = [_candidate(form, number) for form in formats for number in ways if form.accepts(number)]
    return sorted(found, key=lambda candidate: (not candidate.checked, -len(candidate.meanings)))


def checked_number(carrier: str, written: str, formats: Iterable[NumberFormat]) -> str:
    """``written`` without spaces and dashes, in capitals. Raises ``InvalidNumber``."""
    number = re.sub(r"[\s-]+", "", written).upper()
    if not number:
        raise InvalidNumber("tracking_number_missing", written)
    if not PLAIN.fullmatch(number) or not any(character.isdigit() for character in number):
        raise InvalidNumber("tracking_number_shape", written)
    is_s10_shaped = s10.SHAPE.fullmatch(number) is not None
    if carrier in POSTS and not is_s10_shaped:
        raise InvalidNumber("tracking_number_not_s10", written)
    if is_s10_shaped and not s10.is_valid(number):
        raise InvalidNumber("tracking_number_check_digit", written)
    is_one_z = number.startswith(ONE_Z)
    shaped = [form for form in formats if _is_of(form, UPS if is_one_z else carrier) and form.parts(number)]
    if (shaped or is_one_z) and not any(form.accepts(number) for form in shaped):
        raise InvalidNumber("tracking_number_check_digit", written)
    return number


def _candidate(form: NumberFormat, number: str) -> Candidate:
    parts = form.parts(number) or {}
    meanings = {group: said for group in form.lookups if (said := form.meaning(group, parts))}
    return Candidate(
        form.courier, form.courier_name, form.name, number, form.checksum is not None, meanings
    )  # fmt: skip


def _is_of(form: NumberFormat, carrier: str) -> bool:
    """Whether ``carrier`` (a slug such as ``dhl-express``) is the courier of ``form`` (such as ``dhl``)."""
    plain = re.sub(r"[^a-z0-9]", "", carrier.lower())
    return plain.startswith(form.courier.replace("_", ""))
