"""What a notice about a refund does. The order is locked by the caller."""

from datetime import timedelta

from django.utils import timezone

from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.models import Refund
from entrepot.apps.payments.queries.parts import parts_left, refund_parts, refund_postings
from entrepot.apps.payments.services.book import book
from entrepot.domain.lifecycles import REFUND
from entrepot.domain.ports.payments import PaymentNotice
from entrepot.kit.transitions import transition

DECIDE_WITHIN = timedelta(hours=4)


def take_refund(refund: Refund, notice: PaymentNotice) -> str:
    """The buyer has the money back: book it. Another amount than asked for is a case, not a booking."""
    if notice.amount != refund.money:
        _open_case(refund, "refund_amount_mismatch", str(notice.amount))
        return "amount_mismatch"
    if refund.status == "refunded":
        return "already_refunded"
    by, now, order = f"partner:{refund.payment.gateway}", timezone.now(), refund.payment.order
    if refund.status == "failed":
        left = parts_left(refund.payment)
        if any(money > left[part] for part, money in refund_parts(refund).items()):
            _open_case(refund, "refund_exceeds_capture", str(notice.amount))
            return "exceeds_capture"
        transition(refund, REFUND, to="sent", by=by, at=now)
    transition(refund, REFUND, to="refunded", by=by, at=now, error="")
    book(
        key=f"refund:{refund.pk}", kind="refund", order=order, at=now, memo=refund.reason[:200],
        postings=refund_postings(refund_parts(refund), refund.currency),
    )  # fmt: skip
    record_fact(
        order=order, kind="refunded", by=by, at=now, key=f"refund:{refund.pk}:done",
        facts={"amount": str(refund.amount), "currency": refund.currency},
    )  # fmt: skip
    return "refunded"


def take_refund_failure(refund: Refund, notice: PaymentNotice) -> str:
    """The provider could not pay it back; the amount is free to be asked for again."""
    if refund.status in ("refunded", "failed"):
        return f"already_{refund.status}"
    return fail_refund(refund, notice.reason or "refund_failed")


def fail_refund(refund: Refund, error: str) -> str:
    """Mark ``refund`` failed and tell the operator by a case."""
    transition(refund, REFUND, to="failed", by=f"partner:{refund.payment.gateway}", error=error[:300])
    _open_case(refund, "refund_failed", error)
    return "refund_failed"


def _open_case(refund: Refund, kind: str, error: str) -> None:
    open_case(
        order=refund.payment.order, kind=kind, reference=str(refund.pk),
        due_at=timezone.now() + DECIDE_WITHIN,
        facts={"amount": str(refund.amount), "currency": refund.currency, "error": error},
    )  # fmt: skip
