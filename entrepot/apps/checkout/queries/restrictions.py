"""Which restrictions of law stop a sale."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from entrepot.domain.duties import Notice, Restriction
from entrepot.domain.duties.outcome import LICENCE_HELD

# The strictest first.
BARRING: Final = ("prohibited", "positive_list", "mode_not_available", "licence", "quantity_cap")


def barring(restrictions: Iterable[Restriction]) -> Notice | None:
    """The strictest restriction for which goods must not go by a lane; ``None``: nothing stands against it.

    A licence that we hold for the goods (their attribute ``licence``) lifts what asks for one. ``params`` say
    the ``effect``, too: they are the facts of a line that is blocked for this reason.
    """
    found = [each for each in restrictions if each.effect in BARRING and each.outcome != LICENCE_HELD]
    if not found:
        return None
    strictest = min(found, key=lambda each: BARRING.index(each.effect))
    return replace(strictest.notice, params={**strictest.notice.params, "effect": strictest.effect})
