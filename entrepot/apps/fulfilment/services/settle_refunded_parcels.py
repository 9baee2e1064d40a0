"""Money for what did not arrive answers the cases of its parcels, and the order goes on without them."""

from collections.abc import Iterable

from django.db import transaction

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.lost_goods import IN_TROUBLE, PAID_BACK, lost_consignment
from entrepot.apps.fulfilment.queries.way_ends import ended_of, goods_in
from entrepot.apps.fulfilment.services._paid_back import call_for_claim, end_consignment
from entrepot.apps.orders.models import Consignment, Order
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.payments.models import Refund
from entrepot.domain.money import Money


@transaction.atomic
def settle_refunded_parcels(*, refund: Refund) -> int:
    """Settle the open cases of parcels whose way has ended and that ``refund`` pays; returns how many.

    The money for a lost consignment pays all of its parcels; any other pays the oldest first, as far as it
    covers all that the goods in them cost. What the carrier is liable for is then to be claimed, and a
    consignment of which nothing else is to come ends.
    """
    order = Order.objects.select_for_update().get(pk=refund.payment.order_id)
    paid = _paid_for(refund, order)
    for parcel in paid:
        settle_cases(
            order=order, kinds=[IN_TROUBLE], references=[f"parcel:{parcel.pk}"], by=refund.by,
            resolution=PAID_BACK,
        )  # fmt: skip
        call_for_claim(parcel, order)
    touched = {parcel.shipment.consignment_id for parcel in paid}
    for consignment in Consignment.objects.filter(pk__in=touched).order_by("position"):
        end_consignment(consignment, order, by=refund.by)
    return len(paid)


def _paid_for(refund: Refund, order: Order) -> list[Parcel]:
    cases = order.cases.filter(kind=IN_TROUBLE, reference__startswith="parcel:").exclude(status="resolved")
    told = [int(case.reference.removeprefix("parcel:")) for case in cases.order_by("opened_at")]
    ended = ended_of(told)
    parcels = [ended[parcel_id] for parcel_id in told if parcel_id in ended]
    if (consignment_id := lost_consignment(refund.reference)) is not None:
        return [one for one in parcels if one.shipment.consignment_id == consignment_id]
    return list(_covered(parcels, Money.of(refund.parts.get("goods", 0), refund.currency)))


def _covered(parcels: Iterable[Parcel], left: Money) -> Iterable[Parcel]:
    for parcel in parcels:
        cost = goods_in(parcel, left.currency)
        if cost <= left:
            left = left - cost
            yield parcel
