"""Who sends and who receives, as the ports write an address."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.orders.models import Order
from entrepot.domain.ports.carriers import Address

PARTS = ("name", "line1", "city", "postcode", "country", "line2", "region", "phone", "email", "company")


def address_from(parts: Mapping[str, Any], **otherwise: str) -> Address:
    """An address out of stored parts; what is empty is taken from ``otherwise``."""
    values = {part: str(parts.get(part) or otherwise.get(part, "")) for part in PARTS}
    return Address(**values)


def sender_of(shipment: Shipment) -> Address:
    """The place the parcel leaves from, under the seller's name: a buyer never meets the supplier's."""
    return address_of(shipment.warehouse)


def address_of(warehouse: Warehouse) -> Address:
    """A warehouse under the seller's name."""
    stored = {**warehouse.address, "name": "", "company": ""}
    fallback = {"name": settings.SELLER["name"], "country": warehouse.country, "line1": str(warehouse)}
    return address_from(stored, **fallback, city=warehouse.country)


def recipient_of(order: Order) -> Address:
    """The buyer's address as frozen in the order, with their mail address."""
    return address_from(order.address, email=order.email)
