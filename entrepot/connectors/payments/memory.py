"""A payment provider in memory: complete, without a network."""

from dataclasses import dataclass, field
from typing import Any, Literal

from entrepot.connectors.memory_partner import MemoryPartner
from entrepot.connectors.webhook_bodies import read_webhook
from entrepot.domain.money import Money
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.payments import PaymentNotice, PaymentRequest, PaymentSession

Kind = Literal["captured", "failed", "cancelled", "refunded", "refund_failed"]


@dataclass
class MemoryPayment:
    """One payment and what was said about it."""

    request: PaymentRequest
    session: PaymentSession
    status: str = "open"
    received: Money | None = None
    refunds: dict[str, Money] = field(default_factory=dict)
    failed_refunds: set[str] = field(default_factory=set)
    notices: list[PaymentNotice] = field(default_factory=list)


class MemoryPayments(MemoryPartner):
    """``PaymentGateway`` without a network. ``pay``, ``fail`` and ``cancel`` are what the buyer does."""

    def __init__(self, code: str = "sandbox", **partner: Any) -> None:
        super().__init__(code, **partner)
        self._payments: dict[str, MemoryPayment] = {}
        self._by_key: dict[str, str] = {}
        self.next_refund_fails = False

    def create(self, request: PaymentRequest) -> PaymentSession:
        with self.call():
            if known := self._by_key.get(request.key):
                if self._payments[known].request != request:
                    raise Permanent("the key was used with another body", code="idempotency_key_reused")
                return self._payments[known].session
            _check_whole(request.amount)
            reference = f"mem_{len(self._payments) + 1:06d}"
            session = PaymentSession(reference, f"https://payments.invalid/pay/{reference}")
            self._payments[reference] = MemoryPayment(request, session)
            self._by_key[request.key] = reference
            return session

    def refund(self, key: str, provider_reference: str, amount: Money) -> None:
        with self.call():
            payment = self._find(provider_reference)
            if key in payment.refunds:
                if payment.refunds[key] != amount:
                    raise Permanent("the key was used with another body", code="idempotency_key_reused")
                return
            if payment.status != "captured":
                raise Permanent(f"the payment is {payment.status}", code="not_captured")
            left = payment.received or payment.request.amount
            if amount.currency != left.currency:
                raise Permanent(f"the payment was in {left.currency}", code="wrong_currency")
            for known, refunded in payment.refunds.items():
                left = left if known in payment.failed_refunds else left - refunded
            _check_whole(amount)
            if amount > left:
                raise Permanent(f"at most {left} can be refunded", code="amount_too_large")
            payment.refunds[key] = amount
            fails, self.next_refund_fails = self.next_refund_fails, False
            if fails:
                payment.failed_refunds.add(key)
            self._announce(payment, "refund_failed" if fails else "refunded", key, amount)

    def fetch(self, provider_reference: str) -> PaymentNotice | None:
        with self.call():
            notices = self._find(provider_reference).notices
            return notices[-1] if notices else None

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> PaymentNotice:
        return read_webhook(headers, body, secrets=(self.secret,), now=self.now(), read=_notice)

    def pay(self, provider_reference: str, received: Money | None = None) -> PaymentNotice:
        """The buyer pays what was asked for, or transfers another amount, ``received``."""
        return self._decide(provider_reference, "captured", received=received)

    def fail(self, provider_reference: str, reason: str = "insufficient_funds") -> PaymentNotice:
        return self._decide(provider_reference, "failed", reason)

    def cancel(self, provider_reference: str) -> PaymentNotice:
        return self._decide(provider_reference, "cancelled", "cancelled_by_buyer")

    def _decide(
        self, reference: str, kind: Kind, reason: str = "", received: Money | None = None
    ) -> PaymentNotice:
        with self.lock:
            payment = self._find(reference)
            if payment.status != "open":
                raise Permanent(f"the payment is {payment.status} already", code="already_decided")
            payment.status, payment.received = kind, received
            told = received or payment.request.amount
            return self._announce(payment, kind, payment.request.key, told, reason)

    def _announce(
        self, payment: MemoryPayment, kind: Kind, key: str, amount: Money, reason: str = ""
    ) -> PaymentNotice:
        reference = payment.session.provider_reference
        notice_id = f"{reference}_n{len(payment.notices) + 1}"
        notice = PaymentNotice(notice_id, kind, reference, key, amount, reason)
        payment.notices.append(notice)
        told = {"id": notice.id, "kind": kind, "reference": reference, "key": key, "reason": reason}
        self.tell(notice.id, {**told, "amount": str(amount.amount), "currency": amount.currency})
        return notice

    def _find(self, reference: str) -> MemoryPayment:
        if reference not in self._payments:
            raise Permanent(f"there is no payment {reference}", code="unknown_payment")
        return self._payments[reference]


def _check_whole(amount: Money) -> None:
    if amount.rounded() != amount:
        raise Permanent(f"amount: {amount} is not a whole number of minor units", code="amount_not_whole")


def _notice(message: dict[str, Any]) -> PaymentNotice:
    data = message["data"]
    amount = Money.of(data["amount"], data["currency"])
    return PaymentNotice(data["id"], data["kind"], data["reference"], data["key"], amount, data["reason"])
