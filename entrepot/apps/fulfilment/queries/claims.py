"""What may be claimed for a parcel, from whom, and until when."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from entrepot.apps.fulfilment.models import Parcel, ParcelLine
from entrepot.apps.fulfilment.queries.pick_ups import COUNTER
from entrepot.apps.lanes.models import CarrierLiability
from entrepot.apps.lanes.queries import liability_on
from entrepot.apps.markets.queries import convert
from entrepot.apps.orders.models import Case, Order
from entrepot.domain.money import Money, total

# What is still to be claimed after the buyer was paid back.
CLAIM_DUE: Final = "claim_due"


@dataclass(frozen=True, slots=True)
class Claimable:
    """``worth`` is what the buyer paid for the goods in the parcel, ``limit`` what the carrier's terms grant
    at most; without known ``terms`` there is no limit and no last day."""

    worth: Money
    terms: CarrierLiability | None
    limit: Money | None
    until: date | None

    @property
    def most(self) -> Money:
        """What may be claimed: never more than the goods are worth."""
        if self.limit is None or self.limit.amount > self.worth.amount:
            return self.worth
        return self.limit


def parcels_claimed(case: Case, order: Order) -> list[Parcel]:
    """A case about one parcel claims that one, any other all of its ``order``."""
    every = (
        Parcel.objects.filter(shipment__consignment__order=order).prefetch_related("events", "numbers")
        .select_related("shipment__consignment__order", "shipment__warehouse", "claim").order_by("pk")
    )  # fmt: skip
    kind, _colon, told = case.reference.partition(":")
    named = [parcel for parcel in every if kind == "parcel" and str(parcel.pk) == told]
    return named or list(every)


def claimable(parcel: Parcel) -> Claimable | None:
    """In the order's currency, at the rate of the day on which the carrier took ``parcel`` over; ``None``
    when none has. Raises ``Refused`` without an exchange rate of that day."""
    left = parcel.shipment.dispatched_at
    if left is None or parcel.carrier == COUNTER:
        return None
    worth = _worth(parcel)
    terms = liability_on(parcel.carrier, parcel.service, left.date())
    if terms is None:
        return Claimable(worth, None, None, None)
    limit = convert(terms.terms.limit(parcel.weight_g), worth.currency, left.date())
    return Claimable(worth, terms, limit, terms.terms.claim_until(left.date()))


def _worth(parcel: Parcel) -> Money:
    lines = ParcelLine.objects.filter(parcel=parcel).select_related("line__order_line")
    values = (
        Money(
            row.line.order_line.line_amount * row.quantity / row.line.order_line.quantity, currency
        ).rounded()
        for row in lines
        if (currency := row.line.order_line.currency)
    )
    return total(values, parcel.shipment.consignment.order.currency)
