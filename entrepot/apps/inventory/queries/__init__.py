"""Reads of inventory: what can be sold, what is coming, where everything is, whether the books agree."""

from entrepot.apps.inventory.queries.availability import Availability, availability
from entrepot.apps.inventory.queries.capital import CapitalRow, tied_capital
from entrepot.apps.inventory.queries.differences import stock_differences
from entrepot.apps.inventory.queries.expected import Expected, expected
from entrepot.apps.inventory.queries.recall import LotDelivery, lot_deliveries
from entrepot.apps.inventory.queries.status import StockStatus, stock_status

__all__ = [
    "Availability",
    "CapitalRow",
    "Expected",
    "LotDelivery",
    "StockStatus",
    "availability",
    "expected",
    "lot_deliveries",
    "stock_differences",
    "stock_status",
    "tied_capital",
]
