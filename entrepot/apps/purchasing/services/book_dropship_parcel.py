"""The supplier has packed and wants a label of the platform's carrier."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.purchasing.events import DropshipPacked
from entrepot.apps.purchasing.models import DropshipOrder
from entrepot.apps.purchasing.services._locks import lock_order
from entrepot.kit import outbox
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def book_dropship_parcel(*, dropship_order: DropshipOrder, weight_g: int | None, by: str) -> None:
    """Have the parcel booked with the lane's carrier; ``weight_g`` is the goods' gross weight unless weighed.

    Raises ``Refused`` unless the order was accepted. Asking twice books once. Event ``DropshipPacked``.
    """
    lock_order(dropship_order.consignment)
    locked = DropshipOrder.objects.select_for_update(of=("self",)).get(pk=dropship_order.pk)
    if locked.status != "accepted":
        raise Refused(_("Accept the order first; a label can be made until it ships."), code="not_accepted")
    lines = locked.consignment.lines.all()
    weight = weight_g if weight_g is not None else sum(line.gross_weight_g * line.quantity for line in lines)
    if weight <= 0:
        raise invalid("weight_g", _("The weight must be above zero grams."))
    record_fact(
        order=locked.consignment.order, kind="dropship_label_requested", by=by, for_buyer=False,
        facts={"number": locked.number}, supplier=locked.supplier.code, key=f"label:{locked.number}",
    )  # fmt: skip
    outbox.record(DropshipPacked(locked.pk, weight, by))
