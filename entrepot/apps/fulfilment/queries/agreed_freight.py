"""What lanes ask for consignments, as it was agreed when they were sold or sent another way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from entrepot.apps.orders.models import OrderCharge
from entrepot.domain.money import Money


@dataclass(frozen=True, slots=True)
class AgreedFreight:
    """``price`` in the lane's currency (of a consignment that goes another way now, in the order's), with
    the grams it is for, the zone and the surcharges in it (``None``: not written down at the time)."""

    price: Money
    chargeable_g: int
    zone: str | None
    surcharges: frozenset[str] | None


def agreed_freights(consignment_ids: Iterable[int]) -> dict[int, AgreedFreight]:
    """By consignment; without those whose freight nobody worked out. One statement."""
    charges = OrderCharge.objects.filter(consignment__in=consignment_ids, kind=OrderCharge.Kind.SHIPPING)
    rows = charges.values_list("consignment", "explanation", "consignment__landed_cost", "currency")
    found = ((pk, _agreed(said, landed, currency)) for pk, said, landed, currency in rows)
    return {pk: agreed for pk, agreed in found if agreed is not None}


def _agreed(said: Mapping[str, Any], landed: Mapping[str, Any], currency: str) -> AgreedFreight | None:
    if "freight" in landed:
        return AgreedFreight(Money.of(landed["freight"], currency), 0, None, None)
    if "lane_price" not in said:
        return None
    price = Money.of(said["lane_price"], said["lane_currency"])
    surcharges = frozenset(said["surcharges"]) if "surcharges" in said else None
    return AgreedFreight(price, said.get("chargeable_g", 0), said.get("zone"), surcharges)
