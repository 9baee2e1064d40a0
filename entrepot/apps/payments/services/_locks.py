"""One lock for all of an order's money: its order row, taken first, before any payment or stock."""

from uuid import UUID

from django.db.models import Q

from entrepot.apps.orders.models import Case, Order
from entrepot.apps.payments.models import Payment


def lock_order(order_id: int) -> Order:
    return Order.objects.select_for_update().get(pk=order_id)


def lock_order_of(case: Case) -> Order:
    """The order that a case about money stops."""
    return Order.objects.select_for_update(of=("self",)).get(cases=case)


def lock_payment(payment_id: UUID) -> Payment:
    """The payment as it is once nobody else works on its order; ``payment.order`` is the locked row."""
    return _with_locked_order(Q(pk=payment_id))


def lock_payment_of_notice(gateway: str, payment_ids: list[UUID], provider_reference: str) -> Payment | None:
    """As ``lock_payment``, found by our id or, failing that, by the provider's reference."""
    for found in (
        Q(pk__in=payment_ids),
        Q(provider_reference=provider_reference) & ~Q(provider_reference=""),
    ):
        try:
            return _with_locked_order(found & Q(gateway=gateway))
        except (Order.DoesNotExist, Payment.DoesNotExist):
            continue
    return None


def _with_locked_order(found: Q) -> Payment:
    mine = Payment.objects.filter(found)
    order = Order.objects.select_for_update(of=("self",)).get(pk__in=mine.values("order_id"))
    payment = mine.get()
    payment.order = order
    return payment
