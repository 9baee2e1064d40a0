"""From the shelf to the doorstep: shipments and parcels, and what carries many parcels together."""

from entrepot.apps.fulfilment.models.consolidation import Bag, CustodyScan, MasterWaybill, Pallet
from entrepot.apps.fulfilment.models.shipments import (
    Document,
    LegTime,
    Parcel,
    ParcelNumber,
    Shipment,
    ShipmentLine,
    TrackingEvent,
)

__all__ = [
    "Bag",
    "CustodyScan",
    "Document",
    "LegTime",
    "MasterWaybill",
    "Pallet",
    "Parcel",
    "ParcelNumber",
    "Shipment",
    "ShipmentLine",
    "TrackingEvent",
]
