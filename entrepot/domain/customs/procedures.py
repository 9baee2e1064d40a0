"""Which procedure a consignment is declared under, as its fulfilment mode says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from entrepot.domain.geography import EU_COUNTRIES
from entrepot.domain.money import Money

Direction = Literal["export", "import"]
ANYWHERE = "*"
UNION = "EU"


def procedure_for(declarations: Mapping[str, Any], direction: Direction, country: str) -> str | None:
    """The procedure named by a mode's ``declarations``, ``None`` when that direction is not declared by us.

    ``country`` is where it is declared: the origin for an export, the destination for an import.
    ``{"export": {"CN": "9610", "*": "EX"}, "import": {"GB": "BIRDS", "EU": "H7"}}``: the country's own name
    counts before the Union's; a plain name stands for every country. Raises ``ValueError`` for anything
    else, so that a wrong configuration shows.
    """
    named = declarations.get(direction)
    if isinstance(named, Mapping):
        places = (country, *((UNION,) if country in EU_COUNTRIES else ()), ANYWHERE)
        named = next((named[place] for place in places if place in named), None)
    if named is None or (isinstance(named, str) and named):
        return named
    raise ValueError(f"{direction} procedure for {country} must be a name or null, got {named!r}")


@dataclass(frozen=True, slots=True)
class SimplifiedProcedure:
    """A procedure for goods of at most ``limit``; ``otherwise`` is due above it."""

    limit: Money
    otherwise: str


def for_importer(
    procedure: str, direction: Direction, importer_kind: str, retail: Mapping[str, Mapping[Direction, str]]
) -> str:
    """``procedure``, or what is due in its place when a business buys: ``retail`` says it of those that are
    for sales to consumers."""
    if importer_kind != "business":
        return procedure
    return retail.get(procedure, {}).get(direction, procedure)


def by_value(
    procedure: str, simplified: Mapping[str, SimplifiedProcedure], worth: Callable[[str], Money]
) -> str:
    """``procedure``, or what is due instead when the goods are worth more than it admits.

    ``worth`` gives the goods' intrinsic value in the currency of the limit.
    """
    rule = simplified.get(procedure)
    if rule is None or worth(rule.limit.currency) <= rule.limit:
        return procedure
    return rule.otherwise
