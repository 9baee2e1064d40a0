"""Which procedure a consignment is declared under, as its fulfilment mode says."""

from collections.abc import Mapping
from typing import Any, Literal

from entrepot.domain.geography import EU_COUNTRIES

Direction = Literal["export", "import"]
ANYWHERE = "*"
UNION = "EU"


def procedure_for(declarations: Mapping[str, Any], direction: Direction, destination: str) -> str | None:
    """The procedure named by a mode's ``declarations``, ``None`` when that direction is not declared by us.

    ``{"export": "9610", "import": {"GB": "BIRDS", "EU": "H7", "*": "simplified"}}``: the country's own name
    counts before the Union's; a plain name stands for every destination. Raises ``ValueError`` for anything else, so that a wrong configuration shows.
    """
    named = declarations.get(direction)
    if isinstance(named, Mapping):
        places = (destination, *((UNION,) if destination in EU_COUNTRIES else ()), ANYWHERE)
        named = next((named[place] for place in places if place in named), None)
    if named is None or (isinstance(named, str) and named):
        return named
    raise ValueError(f"{direction} procedure for {destination} must be a name or null, got {named!r}")
