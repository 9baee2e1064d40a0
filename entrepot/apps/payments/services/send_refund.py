"""Ask the provider to pay back what was decided. The refund's id is the idempotency key."""

from uuid import UUID

from django.db import transaction

from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.services._locks import lock_payment
from entrepot.apps.payments.services._refund_news import fail_refund
from entrepot.domain.lifecycles import REFUND
from entrepot.domain.ports import Permanent
from entrepot.kit.adapters import payment_gateways
from entrepot.kit.transitions import transition


def send_refund(*, refund_id: UUID | str) -> None:
    """Send one refund; whether it worked is told later by a notice. Not to be called inside a transaction.

    Raises ``Temporary`` when the provider does not answer (ask again); a refusal for good marks the refund
    failed and opens the case ``refund_failed``. A refund that has been sent is left alone.
    """
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.status != "requested":
        return
    payment = refund.payment
    try:
        payment_gateways[payment.gateway].refund(
            str(refund.pk), payment.provider_reference, refund.money.rounded()
        )
    except Permanent as problem:
        _settle(refund, error=str(problem) or "refused")
    else:
        _settle(refund)


@transaction.atomic
def _settle(refund: Refund, error: str = "") -> None:
    """Its notice may have come first; then there is nothing left to note."""
    payment = lock_payment(refund.payment_id)
    refund.refresh_from_db()
    refund.payment = payment
    if refund.status != "requested":
        return
    if error:
        fail_refund(refund, error)
    else:
        transition(refund, REFUND, to="sent", by="system")
