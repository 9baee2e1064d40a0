"""News of customs, taken up by its own jobs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DeclarationDue:
    """A declaration is complete, its parcels have numbers, and it waits to be sent."""

    declaration_id: int


@dataclass(frozen=True)
class InboundReleased:
    """Customs released the import of goods for a warehouse of ours."""

    inbound_id: int
