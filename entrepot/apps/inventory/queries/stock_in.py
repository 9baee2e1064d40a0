"""What of our own stock lies in some countries or comes there, and what it cost."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import F, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import NullIf

from entrepot.apps.inventory.models import InboundLine, Lot
from entrepot.domain.money import Money

# What lies with suppliers and buyers abroad is not our capital.
NOT_OURS: Final = ("supplier", "buyer")
ON_THE_WAY: Final = ("in_transit", "arrived", "receiving")


@dataclass(frozen=True, slots=True)
class Held:
    """``units`` and their ``worth`` in each currency, without that of units whose cost nobody knows."""

    units: int
    worth: tuple[Money, ...]


def lying_in(countries: Collection[str]) -> Held:
    """What lies in our warehouses there. One statement."""
    lots = Lot.objects.filter(level__warehouse__country__in=countries).exclude(
        level__warehouse__kind__in=NOT_OURS
    )
    return _held(lots, F("quantity") + F("blocked"), cost="cost_amount", of="received")


def coming_to(countries: Collection[str]) -> Held:
    """What has left for warehouses there and has not been received. One statement."""
    lines = InboundLine.objects.filter(
        shipment__destination__country__in=countries,
        shipment__status__in=ON_THE_WAY,
        expected__gt=F("received") + F("damaged"),
    )
    left = F("expected") - F("received") - F("damaged")
    return _held(lines, left, cost="value_amount", of="expected")


def _held(rows: QuerySet[Any], units: Combinable, *, cost: str, of: str) -> Held:
    """``cost`` is that of ``of`` units, of which ``units`` are counted."""
    worth = Sum(F(cost) * units / NullIf(F(of), 0), default=Decimal(0))
    sums = list(rows.order_by().values_list("currency").annotate(units=Sum(units, default=0), worth=worth))
    return Held(
        sum(count for _currency, count, _amount in sums),
        tuple(Money(amount, currency).rounded() for currency, _count, amount in sums if currency),
    )
