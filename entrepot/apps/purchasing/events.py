"""What purchasing tells the apps above."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DropshipOrderSent:
    dropship_order_id: int
    order_id: int


@dataclass(frozen=True)
class DropshipAccepted:
    dropship_order_id: int
    order_id: int


@dataclass(frozen=True)
class DropshipRefused:
    dropship_order_id: int
    order_id: int


@dataclass(frozen=True)
class DropshipPacked:
    """The supplier has packed and asks for a label of the lane's carrier; ``weight_g`` is the parcel's."""

    dropship_order_id: int
    weight_g: int
    by: str


@dataclass(frozen=True)
class DropshipShipped:
    dropship_order_id: int
    order_id: int
    by: str
