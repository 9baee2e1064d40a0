"""Asking a supplier for goods and calling them off wait for each other at the order."""

from entrepot.apps.orders.models import Consignment, Order


def is_to_be_sent(consignment: Consignment) -> bool:
    """Whether ``consignment`` is not cancelled; nor can it be before the present transaction ends."""
    Order.objects.select_for_update().only("pk").get(pk=consignment.order_id)
    return not Consignment.objects.filter(pk=consignment.pk, progress="cancelled").exists()
