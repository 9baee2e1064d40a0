"""The buyer's choice among the lanes that could carry a consignment."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from entrepot.domain.sourcing.alternatives import KINDS
from entrepot.domain.sourcing.plan import Option, Plan, PlannedConsignment
from entrepot.kit.errors import Fault, Refused

# In place of a warehouse: the kind of plan preferred as a whole.
WHOLE_PLAN: Final = "*"
# In place of a warehouse: the store that the buyer comes to; empty for delivery.
PICK_UP: Final = "pick-up"


def by_choice(
    consignments: Iterable[PlannedConsignment], choices: Mapping[str, str]
) -> list[PlannedConsignment]:
    """``consignments`` by the lanes chosen: ``choices`` maps a warehouse to a lane.

    Raises ``Refused`` 422 with every choice that does not fit: ``lane_not_offered`` when the lane could not
    carry what the warehouse sends, ``warehouse_not_used`` when it sends nothing, ``plan_unknown``. Where
    nothing is sent at all there is nothing to choose.
    """
    done = [_moved(each, choices.get(each.route.source.warehouse, "")) for each in consignments]
    taken: dict[str, set[str]] = defaultdict(set)
    for each in done:
        taken[each.route.source.warehouse].add(each.route.lane.code)
    faults = [fault for place, lane in choices.items() if (fault := _fault(place, lane, taken))]
    if done and faults:
        raise Refused(faults[0].message, code=faults[0].code, faults=faults, status=422)
    return done


def _fault(place: str, lane: str, taken: Mapping[str, Collection[str]]) -> Fault | None:
    """What is wrong with ``lane`` for ``place``; ``taken`` are the lanes of each warehouse that sends."""
    field = f"choices.{place}"
    if place == PICK_UP or (place == WHOLE_PLAN and lane in KINDS):
        return None
    if place == WHOLE_PLAN:
        message = _("There is no plan “%(plan)s”. Choose %(known)s.")
        return Fault(field, message % {"plan": lane, "known": ", ".join(KINDS)}, "plan_unknown")
    if place not in taken:
        message = _("Nothing is sent from “%(warehouse)s”. Leave this choice out, or choose for %(used)s.")
        used = ", ".join(sorted(taken))
        return Fault(field, message % {"warehouse": place, "used": used}, "warehouse_not_used")
    if lane not in taken[place]:
        message = _("“%(lane)s” cannot carry these goods. Choose one of the ways of delivery offered.")
        return Fault(field, message % {"lane": lane}, "lane_not_offered")
    return None


def against_choice(planned: Plan, chosen: Sequence[PlannedConsignment]) -> Plan:
    """``planned`` with its other whole plans held against the lanes that the buyer chose instead, but for
    those that now are neither cheaper nor sooner nor in fewer parcels."""
    pairs = list(zip(planned.consignments, chosen, strict=True))
    dearer = sum((_dearer(before, after) for before, after in pairs), Decimal(0))
    days = [max((side.route.longest_days for side in sides), default=0) for sides in zip(*pairs, strict=True)]
    later = days[1] - days[0] if days else 0
    others = [
        replace(other, dearer=other.dearer - dearer, days_later=other.days_later - later)
        for other in planned.alternatives
    ]
    parcels = sum(each.freight.parcels for each in chosen)
    worth = (other for other in others if other.dearer < 0 or other.days_later < 0 or other.parcels < parcels)
    return replace(planned, alternatives=tuple(worth))


def _dearer(before: PlannedConsignment, after: PlannedConsignment) -> Decimal:
    taken = (other.dearer.amount for other in before.others if other.route.code == after.route.code)
    return next(taken, Decimal(0))


def _moved(consignment: PlannedConsignment, lane: str) -> PlannedConsignment:
    option = next((other for other in consignment.others if other.route.lane.code == lane), None)
    if option is None:
        return consignment
    left = Option(
        consignment.route, consignment.freight, consignment.price, -option.dearer, consignment.weighed
    )
    others = (
        replace(other, dearer=other.dearer - option.dearer)
        for other in consignment.others
        if other is not option
    )
    return replace(
        consignment,
        route=option.route,
        freight=option.freight,
        price=option.price,
        weighed=option.weighed,
        reason="chosen",
        others=(left, *others),
    )
