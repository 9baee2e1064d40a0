"""Money for what did not arrive answers the cases of its parcels."""

from typing import Final

from django.db import transaction

from entrepot.apps.fulfilment.queries.way_ends import ended_of, goods_in
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.payments.models import Refund
from entrepot.domain.money import Money

KIND: Final = "parcel_exception"


@transaction.atomic
def settle_refunded_parcels(*, refund: Refund) -> int:
    """Settle the open cases of parcels whose way has ended, the oldest first, as far as ``refund`` pays all
    that the goods in them cost; returns how many."""
    order = refund.payment.order
    left = Money.of(refund.parts.get("goods", 0), refund.currency)
    cases = order.cases.filter(kind=KIND, reference__startswith="parcel:").exclude(status="resolved")
    by_parcel = {
        int(case.reference.removeprefix("parcel:")): case.reference for case in cases.order_by("opened_at")
    }
    ended = ended_of(by_parcel)
    settled = 0
    for parcel_id, reference in by_parcel.items():
        if parcel_id not in ended:
            continue
        cost = goods_in(ended[parcel_id], refund.currency)
        if cost <= left:
            left = left - cost
            settled += settle_cases(
                order=order, kinds=[KIND], references=[reference], by=refund.by, resolution="refunded"
            )
    return settled
