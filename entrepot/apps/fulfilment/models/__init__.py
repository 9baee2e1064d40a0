"""From the shelf to the doorstep: shipments and parcels, and what carries many parcels together."""

from entrepot.apps.fulfilment.models.claims import Claim
from entrepot.apps.fulfilment.models.consolidation import Bag, CustodyScan, MasterWaybill, Pallet
from entrepot.apps.fulfilment.models.desk import Manifest, Pickup
from entrepot.apps.fulfilment.models.invoices import CarrierInvoice, CarrierInvoiceLine, InvoicedPart
from entrepot.apps.fulfilment.models.packing import BoxType, CarrierLabel, ParcelLine
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
    "BoxType",
    "CarrierInvoice",
    "CarrierInvoiceLine",
    "CarrierLabel",
    "Claim",
    "CustodyScan",
    "Document",
    "InvoicedPart",
    "LegTime",
    "Manifest",
    "MasterWaybill",
    "Pallet",
    "Parcel",
    "ParcelLine",
    "ParcelNumber",
    "Pickup",
    "Shipment",
    "ShipmentLine",
    "TrackingEvent",
]
