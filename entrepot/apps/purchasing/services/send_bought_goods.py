"""The balance is paid: the buyer abroad sends what he has bought."""

from django.db import transaction

from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.apps.purchasing.services.accept_dropship_order import accept_dropship_order
from entrepot.apps.purchasing.services.send_dropship_order import send_dropship_order


@transaction.atomic
def send_bought_goods(*, task: PurchaseTask) -> DropshipOrder | None:
    """A dropship order for goods that are in the buyer's hands: taken as accepted, at what was agreed."""
    dropship_order = send_dropship_order(consignment=task.consignment)
    if dropship_order is None or dropship_order.status != "sent":
        return dropship_order
    return accept_dropship_order(dropship_order=dropship_order, by=f"supplier:{task.supplier.code}")
