"""Modes and lanes with their prices, routing rules, and of carriers the number pools, liability, scores."""

from entrepot.apps.lanes.models.lanes import FulfilmentMode, Lane, LaneRevision, PriceBand, PriceGrid
from entrepot.apps.lanes.models.liabilities import CarrierLiability
from entrepot.apps.lanes.models.pools import NumberPool, PooledNumber
from entrepot.apps.lanes.models.routing_rules import RoutingRule
from entrepot.apps.lanes.models.scorecards import Scorecard

__all__ = [
    "CarrierLiability",
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
