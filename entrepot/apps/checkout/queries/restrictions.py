"""Which restrictions of law stop a sale."""

from collections.abc import Iterable
from typing import Final

from entrepot.domain.duties import Notice, Restriction

BARRING: Final = ("prohibited", "mode_not_available")


def barring(restrictions: Iterable[Restriction]) -> Notice | None:
    """The first restriction for which goods must not go by a lane; ``None``: nothing stands against it."""
    return next((each.notice for each in restrictions if each.effect in BARRING), None)
