"""Carriers' event codes and what they say in our words, as tables that are data.

A line of a table reads ``code = "status leg reason"``; ``-`` stands for no leg, the reason may be left out.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from entrepot.domain.tracking.statuses import TrackingLeg, TrackingReason, TrackingStatus

NO_LEG: Final = "-"


class FaultyCodes(ValueError):
    """A table that cannot be read; the message names the carrier and the code."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code says in our words; ``reason`` is empty when all is well."""

    status: TrackingStatus
    leg: TrackingLeg | str = ""
    reason: TrackingReason | str = ""


# A code that the carrier added since must neither be lost nor claim anything, least of all that a parcel
# which was never handed over moves.
UNKNOWN: Final = Meaning(TrackingStatus.PENDING, "", TrackingReason.UNKNOWN)


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The codes of ``carriers`` with where they are from and how sure that is: high, medium or low."""

    carriers: tuple[str, ...]
    source: str
    confidence: str
    meanings: Mapping[str, Meaning]

    def meaning(self, code: str) -> Meaning:
        """What ``code`` says; of a code that is not in the table, ``UNKNOWN``."""
        return self.meanings.get(code.strip().upper(), UNKNOWN)


def parse_code_table(text: str) -> CodeTable:
    """Read one table (TOML). Raises ``FaultyCodes``."""
    raw = tomllib.loads(text)
    carriers = tuple(raw["carriers"])
    meanings = {code: _meaning(carriers, code, said) for code, said in raw["codes"].items()}
    return CodeTable(carriers, raw["source"], raw["confidence"], meanings)


def _meaning(carriers: tuple[str, ...], code: str, said: str) -> Meaning:
    status, leg, reason, *more = [*said.split(), "", "", ""]
    try:
        if any(more):
            raise ValueError(f"{said!r} has more than three words")
        return Meaning(
            TrackingStatus(status),
            "" if leg in ("", NO_LEG) else TrackingLeg(leg),
            TrackingReason(reason) if reason else "",
        )
    except ValueError as error:
        raise FaultyCodes(f"{carriers[0]}, code {code}: {error}") from error
