"""Which restrictions of law stop a sale."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from entrepot.domain.duties import Notice, Restriction

# No rule so far lets a private buyer hold the licence: goods that need one are not sold across that border.
BARRING: Final = ("prohibited", "mode_not_available", "positive_list", "licence", "quantity_cap")


def barring(restrictions: Iterable[Restriction]) -> Notice | None:
    """The strictest restriction for which goods must not go by a lane; ``None``: nothing stands against it.

    Its ``params`` say the ``effect``, too: they are the facts of a line that is blocked for this reason.
    """
    found = [each for each in restrictions if each.effect in BARRING]
    if not found:
        return None
    strictest = min(found, key=lambda each: BARRING.index(each.effect))
    return replace(strictest.notice, params={**strictest.notice.params, "effect": strictest.effect})
