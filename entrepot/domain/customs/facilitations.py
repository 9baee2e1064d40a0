"""Facilitations: what customs and tax offices make easier, for whom, and how far a shop is from having it.

They are data (``rules/facilitations/facilitations.toml``) with source and confidence; this reads them and
answers for one movement. What a registration changes in money is in ``domain/duties/registration_effects``.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Self

from entrepot.domain.geography import EU_COUNTRIES
from entrepot.domain.money import Money

DIRECTIONS: Final = frozenset(("import", "export"))


class Kind(StrEnum):
    TRUSTED_TRADER = "trusted_trader"
    TAX_SCHEME = "tax_scheme"
    SIMPLIFIED_PROCEDURE = "simplified_procedure"
    VALUE_RELIEF = "value_relief"


class Standing(StrEnum):
    """``HELD``: we have the registration or use the procedure; ``AVAILABLE``: we could; ``BY_LAW``: it holds
    for everybody; ``UNSURE``: our source is not good enough to count on it; ``ENDED``: it held once."""

    HELD = "held"
    AVAILABLE = "available"
    BY_LAW = "by_law"
    UNSURE = "unsure"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Facilitation:
    """One facilitation. It needs one of ``registrations``, or is used by a lane through one of
    ``procedures``; with neither it holds for everybody. ``scheme`` is the duty engine's name for it. In force
    on ``[valid_from, valid_to)``."""

    code: str
    territory: str
    kind: Kind
    directions: frozenset[str]
    name: Mapping[str, str]
    who: Mapping[str, str]
    changes: Mapping[str, str]
    source: str
    confidence: str
    registrations: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    scheme: str = ""
    limit: Money | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """Of a table of the file. Raises ``ValueError`` naming the code and what is wrong with it."""
        plain = {key: value for key, value in table.items() if key not in ("limit", "currency", "from", "to")}
        code, directions = table.get("code", "?"), frozenset(table.get("directions", ()))
        if not directions or not directions <= DIRECTIONS:
            raise ValueError(f"{code}: directions must be of {sorted(DIRECTIONS)}")
        if table.get("confidence") not in ("H", "M", "L"):
            raise ValueError(f"{code}: confidence must be H, M or L")
        try:
            return cls(
                **plain | {
                    "kind": Kind(table["kind"]), "directions": directions,
                    "registrations": tuple(table.get("registrations", ())),
                    "procedures": tuple(table.get("procedures", ())),
                },
                limit=Money(Decimal(table["limit"]), table["currency"]) if "limit" in table else None,
                valid_from=table.get("from"), valid_to=table.get("to"),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise ValueError(f"{code}: {error}") from error

    @property
    def countries(self) -> frozenset[str]:
        """Of the territory."""
        return EU_COUNTRIES if self.territory == "EU" else frozenset((self.territory,))

    def touches(self, origin: str, destination: str) -> bool:
        """Whether goods from ``origin`` to ``destination`` (countries) meet it where they enter or leave."""
        outward = origin in self.countries and "export" in self.directions
        inward = destination in self.countries and "import" in self.directions
        crosses = (origin in self.countries) != (destination in self.countries)
        return crosses and (outward or inward)

    def standing(self, on: date, registered: Iterable[str], procedures: Iterable[str]) -> Standing | None:
        """Where a shop stands on a day with these kinds of registration and with the procedures that its
        lanes use; ``None`` for what is not in force yet."""
        if self.valid_from and on < self.valid_from:
            return None
        if self.valid_to and on >= self.valid_to:
            return Standing.ENDED
        if self.confidence == "L":
            return Standing.UNSURE
        if not (self.registrations or self.procedures):
            return Standing.BY_LAW
        has = not {*self.registrations}.isdisjoint(registered) or not {*self.procedures}.isdisjoint(
            procedures
        )
        return Standing.HELD if has else Standing.AVAILABLE


def read_facilitations(text: str) -> tuple[Facilitation, ...]:
    """All of a file. Raises ``ValueError`` for a faulty entry or a code given twice."""
    found = tuple(Facilitation.of(table) for table in tomllib.loads(text)["facilitation"])
    codes = [one.code for one in found]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise ValueError(f"given twice: {sorted(twice)}")
    return found
