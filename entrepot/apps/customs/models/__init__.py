"""Declarations with every message about them, and the account books of bonded warehouses."""

from entrepot.apps.customs.models.bonded import BondedBook, BondedDifference, BondedEntry, BondedItem
from entrepot.apps.customs.models.declarations import (
    CustomsMessage,
    CustomsPort,
    Declaration,
    DeclarationItem,
    InboundPort,
    PreferredPort,
    WarehousePort,
)

__all__ = [
    "BondedBook",
    "BondedDifference",
    "BondedEntry",
    "BondedItem",
    "CustomsMessage",
    "CustomsPort",
    "Declaration",
    "DeclarationItem",
    "InboundPort",
    "PreferredPort",
    "WarehousePort",
]
