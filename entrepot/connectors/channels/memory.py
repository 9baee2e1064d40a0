"""A sales channel in memory: complete, without a network."""

from collections.abc import Mapping
from typing import Any

from entrepot.connectors.memory_partner import MemoryPartner
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.channels import ListingMessage, TrackingMessage


class MemoryChannel(MemoryPartner):
    """``ChannelGateway`` without a network; it knows ``listings`` by SKU, ``available`` and ``told``."""

    def __init__(self, code: str = "sandmarket", **partner: Any) -> None:
        super().__init__(code, **partner)
        self.listings: dict[str, ListingMessage] = {}
        self.available: dict[str, int] = {}
        self.told: dict[str, TrackingMessage] = {}

    def publish(self, listing: ListingMessage) -> str:
        with self.call():
            if not listing.title.strip():
                raise Permanent("the listing has no title", code="invalid_field")
            self.listings[listing.sku] = listing
            self.available[listing.sku] = listing.available
            return f"lst_{listing.sku}"

    def withdraw(self, sku: str) -> None:
        with self.call():
            self.listings.pop(sku, None)
            self.available.pop(sku, None)

    def set_available(self, units: Mapping[str, int]) -> None:
        with self.call():
            for sku in units:
                if sku not in self.listings:
                    raise Permanent(f"{sku} is not listed", code="unknown_listing")
            self.available |= units

    def tell_tracking(self, message: TrackingMessage) -> None:
        with self.call():
            if not message.tracking_number.isalnum():
                raise Permanent("the number has other signs than letters and digits", code="invalid_field")
            known = self.told.setdefault(message.key, message)
            if known != message:
                raise Permanent("the key was used with another body", code="idempotency_key_reused")
