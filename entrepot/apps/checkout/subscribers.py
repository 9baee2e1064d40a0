"""What checkout does on news from below."""

from entrepot.apps.checkout.services.note_linked_orders import note_linked_orders
from entrepot.apps.orders.events import OrderConfirmed
from entrepot.apps.orders.models import Order


def look_for_linked_orders(event: OrderConfirmed) -> None:
    """One sale is not spread over days or names unseen."""
    note_linked_orders(order=Order.objects.get(pk=event.order_id))
