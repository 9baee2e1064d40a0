"""The lanes that a consignment could have taken, side by side, as they were weighed when it was ordered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from entrepot.apps.lanes.models import Scorecard
from entrepot.domain.money import Money, total
from entrepot.kit.texts import text_in


@dataclass(frozen=True, slots=True)
class LaneShown:
    """One lane for the same goods from the same warehouse, in the buyer's currency.

    ``paid`` by the buyer are goods, freight and ``levies`` (duty, tax and fees). ``handling``, ``waiting``
    and ``risk`` are what the policy adds, ``None`` for orders older than this record. ``days`` are the first
    and last of the promise, ``record`` how the lane does today.
    """

    lane: str
    mode: str
    is_chosen: bool
    goods: Money
    freight: Money
    levies: Money
    handling: Money | None
    waiting: Money | None
    risk: Money | None
    days: tuple[int, int]
    record: Scorecard | None

    @property
    def paid(self) -> Money:
        return total((self.goods, self.freight, self.levies), self.goods.currency)

    @property
    def weighed(self) -> Money:
        """All that the choice goes by."""
        ours = (each for each in (self.handling, self.waiting, self.risk) if each is not None)
        return total((self.paid, *ours), self.goods.currency)


def lanes_of(plan: Mapping[str, Any], currency: str) -> list[list[LaneShown]]:
    """For each consignment of a kept plan its own lane, then those that were offered beside it. One
    statement."""
    lanes = {way["lane"] for each in plan["consignments"] for way in (each, *each["alternatives"])}
    records = {card.lane: card for card in Scorecard.objects.filter(subject="lane", lane__in=lanes)}
    weighed: Sequence[Mapping[str, Any]] = plan.get("weighed") or [{} for _each in plan["consignments"]]
    return [
        [_shown(each, way, plan["on"], costs.get(way["lane"], {}), records, currency) for way in _lanes(each)]
        for each, costs in zip(plan["consignments"], weighed, strict=True)
    ]


def _lanes(each: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield {**each, "difference": "0"}
    yield from each["alternatives"]


def _shown(
    each: Mapping[str, Any],
    way: Mapping[str, Any],
    ordered_on: str,
    costs: Mapping[str, str],
    records: Mapping[str, Scorecard],
    currency: str,
) -> LaneShown:
    freight = Money.of(way["freight"], currency)
    dearer = Money.of(way["difference"], currency) - (freight - Money.of(each["freight"], currency))
    ours = {
        name: Money.of(costs[name], currency) if costs else None for name in ("handling", "waiting", "risk")
    }
    return LaneShown(
        lane=text_in(way["lane_name"]) or way["lane"],
        mode=way.get("lane_mode", ""),
        is_chosen=way["lane"] == each["lane"],
        goods=Money.of(each["goods"], currency),
        freight=freight,
        levies=_levies(each, currency) + dearer,
        **ours,
        days=(_days(ordered_on, way["promised_from"]), _days(ordered_on, way["promised_to"])),
        record=records.get(way["lane"]),
    )


def _levies(each: Mapping[str, Any], currency: str) -> Money:
    charged = (charge for charge in each["charges"] if charge["kind"] != "shipping")
    return total((Money.of(charge["amount"], currency) for charge in charged), currency)


def _days(since: str, until: str) -> int:
    return (date.fromisoformat(until) - date.fromisoformat(since)).days
