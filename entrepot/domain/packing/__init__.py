"""Which goods go into which boxes: what rules of dangerous goods allow, then the cheapest freight.

``cartonise`` packs, ``palletise`` does so for freight, ``check`` proves a packing from its placements alone
without trusting who made it.
"""

from entrepot.domain.packing.cartonise import Price, cartonise
from entrepot.domain.packing.checker import check
from entrepot.domain.packing.goods import BoxType, PackedBox, Packing, Piece, Placement
from entrepot.domain.packing.hazards import Carriage, HazardRule, Objection, hazard_flags
from entrepot.domain.packing.palletise import palletise

__all__ = [
    "BoxType",
    "Carriage",
    "HazardRule",
    "Objection",
    "PackedBox",
    "Packing",
    "Piece",
    "Placement",
    "Price",
    "cartonise",
    "check",
    "hazard_flags",
    "palletise",
]
