"""Refund intents, written under the order's lock. The provider is asked after the commit."""

from collections.abc import Mapping

from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.apps.payments.events import RefundRequested
from entrepot.apps.payments.models import Payment, Refund
from entrepot.apps.payments.queries.parts import parts_left
from entrepot.domain.money import Money, total
from entrepot.kit import outbox


def refund_rest(payment: Payment, *, reason: str, by: str) -> Refund | None:
    """Return all of ``payment`` that has not been returned; ``None`` when nothing is left."""
    parts = {part: money for part, money in parts_left(payment).items() if money}
    if not parts:
        return None
    return write_intent(payment, parts=parts, reason=reason, reference="rest", by=by)


def write_intent(
    payment: Payment, *, parts: Mapping[str, Money], reason: str, reference: str, by: str
) -> Refund:
    """The row, the fact for the buyer and the event that has it sent. A failed one of the same reference
    stays as it is and the new one is numbered."""
    money = total(parts.values(), payment.currency)
    failed = Refund.objects.filter(payment=payment, reference__startswith=reference, status="failed").count()
    refund = Refund.objects.create(
        payment=payment, amount=money.amount, currency=payment.currency, reason=reason, by=by,
        reference=f"{reference}~{failed + 1}" if failed and reference else reference,
        parts={part: str(one.amount) for part, one in parts.items()},
    )  # fmt: skip
    record_fact(
        order=payment.order, kind="refund_requested", by=by, key=f"refund:{refund.pk}:requested",
        facts={"amount": str(money.amount), "currency": money.currency, "reason": reason},
    )  # fmt: skip
    outbox.record(RefundRequested(str(refund.pk)))
    return refund
