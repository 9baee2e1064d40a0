"""Which procedure a consignment is declared under, as its fulfilment mode says."""

from collections.abc import Mapping
from typing import Any, Literal

Direction = Literal["export", "import"]
ANYWHERE = "*"


def procedure_for(declarations: Mapping[str, Any], direction: Direction, destination: str) -> str | None:
    """The procedure named by a mode's ``declarations``, ``None`` when that direction is not declared by us.

    ``{"export": "9610", "import": {"GB": "BIRDS", "*": "simplified"}}``; a plain name stands for every
    destination. Raises ``ValueError`` for anything else, so that a wrong configuration shows.
    """
    named = declarations.get(direction)
    if isinstance(named, Mapping):
        named = named.get(destination, named.get(ANYWHERE))
    if named is None or (isinstance(named, str) and named):
        return named
    raise ValueError(f"{direction} procedure for {destination} must be a name or null, got {named!r}")
