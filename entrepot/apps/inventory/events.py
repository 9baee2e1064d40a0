"""What inventory tells the apps above."""

from dataclasses import dataclass


@dataclass(frozen=True)
class InboundAnnounced:
    """A warehouse of ours was told what will come; a transfer across a border waits for customs of export."""

    inbound_id: int


@dataclass(frozen=True)
class InboundDeparted:
    """Goods set out for a warehouse of ours; of a transfer, its lines are now the lots that left."""

    inbound_id: int


@dataclass(frozen=True)
class InboundCancelled:
    """Goods that were announced to a warehouse of ours, or drafted, will not come."""

    inbound_id: int


@dataclass(frozen=True)
class InboundReceived:
    """Units of an inbound shipment were put away."""

    inbound_id: int


@dataclass(frozen=True)
class PromisedUnitsExpired:
    """``units`` that orders hold of a stock level are past their last day; nothing else is left for them."""

    level_id: int
    units: int


@dataclass(frozen=True)
class StorageCharged:
    """A warehouse's storage has been charged for every day ``until`` one (ISO), in its own time zone."""

    warehouse_id: int
    until: str


@dataclass(frozen=True)
class StockWrittenDown:
    """Lots in a warehouse have lost worth."""

    warehouse_id: int
