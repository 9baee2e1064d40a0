"""One lock for all of an order's money: its order row, taken first, before any payment or stock."""

from uuid import UUID

from entrepot.apps.orders.models import Order
from entrepot.apps.payments.models import Payment


def lock_order(order_id: int) -> Order:
    return Order.objects.select_for_update().get(pk=order_id)


def lock_payment(payment_id: UUID) -> Payment:
    """The payment as it is once nobody else works on its order; ``payment.order`` is the locked row."""
    order = Order.objects.select_for_update(of=("self",)).get(payments=payment_id)
    payment = Payment.objects.get(pk=payment_id)
    payment.order = order
    return payment
