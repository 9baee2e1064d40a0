"""A carrier has answered a claim: it paid, in full or in part, or refused."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.fulfilment.models import Claim
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.services.book_claim import book_claim
from entrepot.domain.lifecycles import CLAIM
from entrepot.domain.money import Money
from entrepot.kit.errors import invalid
from entrepot.kit.transitions import transition


@transaction.atomic
def settle_claim(*, claim: Claim, paid: Money, note: str, by: str, at: datetime) -> Claim:
    """End ``claim``: ``paid`` (nothing: refused) is in the bank and earned, nothing of it is outstanding any
    more. ``note`` is the carrier's reason or the number of its payment.

    Raises ``IllegalTransition`` when it has ended, ``Refused`` 422 for more than was asked, another currency
    or a part of a coin.
    """
    if (
        paid.currency != claim.currency
        or paid.rounded() != paid
        or not 0 <= paid.amount <= claim.asked_amount
    ):
        raise invalid("amount", _("Give what was paid: between 0 and %(asked)s.") % {"asked": claim.asked})
    kind = "paid" if paid else "refused"
    row = transition(claim, CLAIM, to=kind, by=by, at=at, why=note, note=note, paid_amount=paid.amount)
    parcel = row.parcel
    order = parcel.shipment.consignment.order
    record_fact(
        order=order, kind=f"claim_{kind}", by=by, at=at, for_buyer=False, key=f"claim:{row.pk}:end",
        facts={
            "tracking_number": parcel.tracking_number, "carrier": parcel.carrier, "why": note,
            "amount": str(paid.amount), "currency": paid.currency,
        },
    )  # fmt: skip
    book_claim(
        key=f"claim:{row.pk}:end", order=order, outstanding=-row.asked, paid=paid, at=at,
        memo=parcel.tracking_number,
    )  # fmt: skip
    return row
