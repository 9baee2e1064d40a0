"""A provider's notice, taken once, in whatever order notices come.

The outcome depends on what is known, not on the order of arrival: a capture always counts, a failure never
undoes one, and a second copy of a notice is recognised by its id.
"""

import json
import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from entrepot.apps.payments.models import ProviderNotice, Refund
from entrepot.apps.payments.services._locks import lock_payment, lock_payment_of_notice
from entrepot.apps.payments.services._payment_news import take_capture, take_failure
from entrepot.apps.payments.services._refund_news import take_refund, take_refund_failure
from entrepot.domain.ports.payments import PaymentNotice

logger = logging.getLogger(__name__)

CLAIM = """
insert into payments_providernotice (gateway, notice_id, kind, body, received_at, outcome)
values (%s, %s, %s, %s, now(), '') on conflict (gateway, notice_id) do nothing returning id
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a notice; ``repeated`` when it was taken before and ``outcome`` is that of the first."""

    outcome: str
    repeated: bool = False


@transaction.atomic
def record_notice(*, gateway: str, notice: PaymentNotice) -> Taken:
    """Apply ``notice`` of ``gateway`` to the payment or refund it speaks of.

    A capture of the right amount books the money and confirms the order; of another amount or currency it
    opens the case ``payment_amount_mismatch`` and confirms nothing. An unknown reference is kept with the
    outcome ``unknown_reference``.
    """
    claimed = _claim(gateway, notice)
    if claimed is None:
        first = ProviderNotice.objects.get(gateway=gateway, notice_id=notice.id)
        return Taken(first.outcome, repeated=True)
    outcome = _apply(gateway, notice)
    if outcome == "unknown_reference":
        logger.warning("%s notice %s speaks of unknown %s", gateway, notice.id, notice.provider_reference)
    ProviderNotice.objects.filter(pk=claimed).update(outcome=outcome)
    return Taken(outcome)


def _claim(gateway: str, notice: PaymentNotice) -> int | None:
    body: dict[str, str] = {
        "provider_reference": notice.provider_reference, "key": notice.key, "reason": notice.reason,
        "amount": str(notice.amount.amount), "currency": notice.amount.currency,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [gateway, notice.id, notice.kind, json.dumps(body)])
        row = cursor.fetchone()
    return row[0] if row else None


def _apply(gateway: str, notice: PaymentNotice) -> str:
    if notice.kind in ("refunded", "refund_failed"):
        refund = Refund.objects.filter(pk__in=_uuids(notice.key), payment__gateway=gateway).first()
        if refund is None:
            return "unknown_reference"
        payment = lock_payment(refund.payment_id)
        refund.refresh_from_db()
        refund.payment = payment
        return (take_refund if notice.kind == "refunded" else take_refund_failure)(refund, notice)
    found = lock_payment_of_notice(gateway, _uuids(notice.key), notice.provider_reference)
    if found is None:
        return "unknown_reference"
    return (take_capture if notice.kind == "captured" else take_failure)(found, notice)


def _uuids(text: str) -> list[UUID]:
    """The id that ``text`` spells, or none: a provider may send anything."""
    try:
        return [UUID(text)]
    except ValueError:
        return []
