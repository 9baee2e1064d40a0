"""Declarations with every message about them, and the account books of bonded warehouses."""

from entrepot.apps.customs.models.bonded import BondedBook, BondedEntry, BondedItem
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
