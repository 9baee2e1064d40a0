"""Modes and lanes with their prices, routing rules, the number pools of carriers, and scorecards."""

from entrepot.apps.lanes.models.lanes import FulfilmentMode, Lane, LaneRevision, PriceBand, PriceGrid
from entrepot.apps.lanes.models.pools import NumberPool, PooledNumber
from entrepot.apps.lanes.models.routing_rules import RoutingRule
from entrepot.apps.lanes.models.scorecards import Scorecard

__all__ = [
    "FulfilmentMode",
    "Lane",
    "LaneRevision",
    "NumberPool",
    "PooledNumber",
    "PriceBand",
    "PriceGrid",
    "RoutingRule",
    "Scorecard",
]
