"""A buyer whose goods were lost or destroyed on the way takes the money back without waiting for anybody."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.queries.lost_goods import lost_reference, money_for_lost
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.services.request_refund import request_refund
from entrepot.domain.money import total
from entrepot.kit.errors import Refused


@transaction.atomic
def return_lost_money(*, consignment: Consignment, by: str) -> Refund:
    """Return all that was paid for ``consignment``; a second time gives the refund that stands.

    The carrier's word is enough: what it says of the parcels is proof for the claim against it. Raises
    ``Refused`` (``nothing_lost``) while anything of it may arrive or when its money went back already.
    """
    order = Order.objects.select_for_update().get(pk=consignment.order_id)
    reference = lost_reference(consignment)
    standing = Refund.objects.filter(payment__order=order, reference=reference).exclude(status="failed")
    if known := standing.first():
        return known
    parts = money_for_lost(consignment)
    if not parts:
        raise Refused(_("Nothing of this parcel is lost, or its money is back already."), code="nothing_lost")
    money = total(parts.values(), order.currency)
    record_fact(
        order=order, kind="money_back_chosen", by=by, key=reference,
        facts={"position": consignment.position, "amount": str(money.amount), "currency": order.currency},
    )  # fmt: skip
    return request_refund(order=order, parts=parts, reason="parcel_lost", reference=reference, by=by)
