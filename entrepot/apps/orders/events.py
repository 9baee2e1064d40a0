"""What happened to orders."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    order_id: int
    number: str


@dataclass(frozen=True, slots=True)
class OrderConfirmed:
    """Paid, with its stock committed: fulfilment may begin."""

    order_id: int
    number: str


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """Its stock is free again; ``why`` is a code or the operator's words."""

    order_id: int
    number: str
    why: str


@dataclass(frozen=True, slots=True)
class OrderDelivered:
    order_id: int
    number: str


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    order_id: int
    number: str
