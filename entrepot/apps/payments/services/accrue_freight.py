"""What a consignment that has left will cost to carry is owed from that day on, whenever the bill comes."""

from datetime import datetime

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.services.book import book
from entrepot.domain.money import Money


def accrue_freight(*, shipment: str, order: Order, freight: Money, at: datetime) -> bool:
    """Book ``freight`` as agreed for a ``shipment`` by its number, once; ``book_carrier_bill`` replaces it.

    Returns ``False`` when it is booked already.
    """
    owed = freight.rounded()
    return book(
        key=f"freight:{shipment}", kind="freight_accrual", order=order, at=at, memo=shipment,
        postings=[("freight_costs", owed), ("freight_accrued", -owed)],
    )  # fmt: skip
