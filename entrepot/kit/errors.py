"""Errors that people and programs can act on: which field, what is wrong, how to mend it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: ``field`` is its path, ``message`` a translated sentence."""

    field: str
    message: str
    code: str = "invalid"


@dataclass(eq=False)
class Refused(Exception):
    """A rule says no. Nothing has been written.

    ``code`` is stable and for programs, ``message`` a translated sentence with the remedy, ``faults`` the
    fields concerned, ``status`` the HTTP status a surface answers with.
    """

    message: str
    code: str = "refused"
    faults: list[Fault] = field(default_factory=list)
    status: int = 409
    extra: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.message)


def invalid(field_name: str, message: str, code: str = "invalid") -> Refused:
    """A refusal of one malformed field (HTTP 422)."""
    return Refused(message, code=code, faults=[Fault(field_name, message, code)], status=422)


def not_found(message: str, code: str = "not_found") -> Refused:
    """Absent, or not yours: both look the same (HTTP 404)."""
    return Refused(message, code=code, status=404)
