"""Rows of inventory: stock and lots, inbound shipments, stock counts, storage fees, write-downs."""

from entrepot.apps.inventory.models.counts import StockCount, StockCountLine
from entrepot.apps.inventory.models.inbound import (
    InboundCost,
    InboundDifference,
    InboundLeg,
    InboundLine,
    InboundReceipt,
    InboundShipment,
)
from entrepot.apps.inventory.models.lots import Lot, MinimumLife
from entrepot.apps.inventory.models.stock import Reservation, StockLevel, StockMovement, Warehouse
from entrepot.apps.inventory.models.storage import StorageFee, StorageTariff, StorageTier
from entrepot.apps.inventory.models.write_downs import WriteDown, WriteDownPolicy
from entrepot.apps.inventory.models.zones import BondedZone

__all__ = [
    "BondedZone",
    "InboundCost",
    "InboundDifference",
    "InboundLeg",
    "InboundLine",
    "InboundReceipt",
    "InboundShipment",
    "Lot",
    "MinimumLife",
    "Reservation",
    "StockCount",
    "StockCountLine",
    "StockLevel",
    "StockMovement",
    "StorageFee",
    "StorageTariff",
    "StorageTier",
    "Warehouse",
    "WriteDown",
    "WriteDownPolicy",
]
