"""What happened to money."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefundRequested:
    """An intent to pay back stands; the provider has not been asked yet. ``refund_id`` is a UUID as text."""

    refund_id: str


@dataclass(frozen=True, slots=True)
class BalancePaid:
    """An order that began with a deposit is paid in full: it may be sent."""

    order_id: int


@dataclass(frozen=True, slots=True)
class BalanceNotPaid:
    """What of the order was to be paid in two goes will not be sent; the rest of it goes on."""

    order_id: int
