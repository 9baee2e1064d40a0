"""Orders that the shop sold on some day to some country, paid for, without what came of them."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.models import Order
from entrepot.apps.orders.services.create_order import create_order
from entrepot.apps.orders.services.record_fact import record_fact
from tests.factories.orders import CHARGES, a_consignment, a_draft, a_line


def a_sale(
    level: StockLevel, at: datetime, *, country: str = "DE", pieces: int = 1, paid: bool = True
) -> Order:
    """``pieces`` at EUR 10.00 each."""
    draft = a_draft(a_consignment([a_line(level, pieces)], CHARGES))
    address = {**draft.address, "country": country, "city": "Berlin", "postcode": "10115"}
    order = create_order(draft=replace(draft, placed_at=at, address=address))
    if paid:
        record_fact(order=order, kind="payment_captured", by="system", at=timezone.now(), key="paid")
    return order
