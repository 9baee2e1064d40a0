"""A payment provider with a full redirect: the buyer pays on its page, never on ours."""

from dataclasses import dataclass
from typing import Literal, Protocol

from entrepot.domain.money import Money


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """``key`` is our payment's id and the idempotency key."""

    key: str
    amount: Money
    order_number: str
    return_url: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class PaymentSession:
    """The provider's reference and the page where the buyer pays."""

    provider_reference: str
    redirect_url: str


@dataclass(frozen=True, slots=True)
class PaymentNotice:
    """What the provider says happened. ``id`` is unique per notice."""

    id: str
    kind: Literal["captured", "failed", "cancelled", "refunded", "refund_failed"]
    provider_reference: str
    key: str
    amount: Money
    reason: str = ""


class PaymentGateway(Protocol):
    """``Temporary`` and ``Permanent`` are the only errors its methods raise."""

    code: str

    def create(self, request: PaymentRequest) -> PaymentSession:
        """Open a payment; the same key gives the same session."""

    def refund(self, key: str, provider_reference: str, amount: Money) -> None:
        """Ask for money back; the outcome arrives as a notice with the same ``key``."""

    def fetch(self, provider_reference: str) -> PaymentNotice | None:
        """The latest decisive notice of a payment, for reconciliation; ``None`` while open."""

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> PaymentNotice:
        """Check signature and age. ``Permanent`` for a forgery, a replay or garbage."""
