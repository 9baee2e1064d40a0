"""Modes and lanes with their prices, and the number pools of carriers."""

from entrepot.apps.lanes.models.lanes import FulfilmentMode, Lane, LaneRevision, PriceBand, PriceGrid
from entrepot.apps.lanes.models.pools import NumberPool, PooledNumber

__all__ = [
    "FulfilmentMode",
    "Lane",
    "LaneRevision",
    "NumberPool",
    "PooledNumber",
    "PriceBand",
    "PriceGrid",
]
