"""Goods on pallets: a consignment of freight is weighed, measured and charged as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from entrepot.domain.packing.cartonise import Price, cartonise
from entrepot.domain.packing.goods import BoxType, Packing, Piece
from entrepot.domain.packing.hazards import HazardRule


def palletise(
    pieces: Sequence[Piece], pallets: Sequence[BoxType], price: Price, rules: Sequence[HazardRule] = ()
) -> Packing:
    """``pieces`` on the pallets that cost least, with the freight of all together once; its boxes carry none.
    A warehouse without pallets gives its boxes instead.

    ``price`` is asked for the whole consignment. Where it takes no such load, everything is left over.
    """
    packing = cartonise(pieces, pallets, _charged_with_the_rest, rules)
    if not packing.boxes:
        return packing
    freight = price(packing.load)
    if freight is None:
        left = {piece.id: piece.quantity for piece in pieces}
        return Packing((), left, packing.assumed)
    return replace(packing, freight=freight)


def _charged_with_the_rest(_load: object) -> Decimal:
    return Decimal(0)
