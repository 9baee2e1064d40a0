"""In which order rows are locked: an order, then what its suppliers and buyers abroad are asked for.

Cancelling begins at the order; who begins at a dropship order or a purchase locks its order first too, or the
two would wait for one another.
"""

from entrepot.apps.orders.models import Consignment, Order


def lock_order(consignment: Consignment) -> None:
    """Lock the order of ``consignment`` until the transaction ends."""
    Order.objects.select_for_update().only("pk").get(pk=consignment.order_id)


def is_to_be_sent(consignment: Consignment) -> bool:
    """Whether ``consignment`` is not cancelled; nor can it be before the present transaction ends."""
    lock_order(consignment)
    return not Consignment.objects.filter(pk=consignment.pk, progress="cancelled").exists()
