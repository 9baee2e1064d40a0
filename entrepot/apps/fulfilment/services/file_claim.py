"""Ask a carrier to pay for a parcel that it lost or damaged."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Claim, Parcel
from entrepot.apps.fulfilment.queries.claims import CLAIM_DUE, claimable
from entrepot.apps.orders.models import Case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.apps.payments.services.book_claim import book_claim
from entrepot.domain.money import Money
from entrepot.kit.errors import Refused, invalid


@transaction.atomic
def file_claim(*, parcel: Parcel, case: Case, asked: Money, by: str, at: datetime) -> Claim:
    """Write down that ``asked`` was claimed from the carrier of ``parcel``, and book it as outstanding.

    Raises ``Refused``: ``nothing_to_claim`` for a parcel that no carrier took over, ``claimed_already`` for a
    second claim, 422 for more than the carrier's terms grant or the goods are worth, and for nothing.
    """
    row = Parcel.objects.select_for_update(of=("self",)).select_related("shipment__consignment__order").get(
        pk=parcel.pk
    )  # fmt: skip
    order = row.shipment.consignment.order
    may = claimable(row)
    if may is None or case.order_id != order.pk:
        raise Refused(_("No carrier has taken this parcel over."), code="nothing_to_claim")
    if Claim.objects.filter(parcel=row).exists():
        raise Refused(_("This parcel has been claimed already."), code="claimed_already")
    if asked.currency != order.currency or asked.rounded() != asked or asked.amount <= 0:
        raise invalid(
            "amount", _("Give an amount above 0 in whole coins of %(code)s.") % {"code": order.currency}
        )
    if asked.amount > may.most.amount:
        raise invalid("amount", _("At most %(most)s may be claimed.") % {"most": may.most})
    claim = Claim.objects.create(
        parcel=row, case=case, currency=asked.currency, asked_amount=asked.amount, asked_by=by, asked_at=at
    )
    record_fact(
        order=order, kind="claim_asked", by=by, at=at, for_buyer=False, key=f"claim:{claim.pk}:asked",
        facts={
            "tracking_number": row.tracking_number, "carrier": row.carrier, "amount": str(asked.amount),
            "currency": asked.currency,
        },
    )  # fmt: skip
    book_claim(
        key=f"claim:{claim.pk}:asked", order=order, outstanding=asked, paid=Money.zero(asked.currency), at=at,
        memo=row.tracking_number,
    )  # fmt: skip
    settle_cases(order=order, kinds=[CLAIM_DUE], references=[f"parcel:{row.pk}"], by=by, resolution="claimed")
    return claim
