"""Why an order was planned as it was: the quote it was placed from, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from entrepot.apps.checkout.models import Quote
from entrepot.apps.orders.models import Order
from entrepot.domain.money import Money
from entrepot.domain.sourcing.alternatives import RECOMMENDED
from entrepot.web.backoffice.queries.lane_costs import LaneShown, lanes_of
from entrepot.web.differences import PLANS, difference

REASONS: Final = {
    "only_way": gettext_noop("the only way there was"),
    "cheapest": gettext_noop("no other lane for these goods was cheaper"),
    "best_value": gettext_noop("a cheaper lane was not worth its wait"),
    "chosen": gettext_noop("the buyer chose this lane instead of ours"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """How one consignment was planned; ``lanes`` are its own, then those it could have taken instead,
    ``ageing`` (SKU, last day to sell it) of goods that spoke for this warehouse."""

    position: int
    warehouse: str
    reason: str
    lanes: list[LaneShown]
    ageing: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class RefusedSplitShown:
    """``saving`` is what more ``consignments`` would have saved by staying below ``limits``."""

    consignments: int
    saving: Money
    limits: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class SourcingShown:
    """``others`` are (name, difference, parcels) of the whole plans that the buyer did not take, held against
    what was ordered; ``proof`` is of our plan, before the buyer chose other lanes (``is_changed``)."""

    title: str
    proof: str
    is_changed: bool
    is_choice: bool
    needed_by: date | None
    ways: tuple[Way, ...]
    others: tuple[tuple[str, str, int], ...]
    refused_split: RefusedSplitShown | None


def sourcing_of(order: Order) -> SourcingShown | None:
    """``None`` for an order that was placed without a quote. Two statements."""
    plan = Quote.objects.filter(order_number=order.number).values_list("plan", flat=True).first()
    if plan is None:
        return None
    needed_by = plan.get("needed_by")
    is_changed = any(each.get("reason") == "chosen" for each in plan["consignments"])
    return SourcingShown(
        title=_("Changed by the buyer") if is_changed else _(PLANS[plan.get("kind", RECOMMENDED)]),
        proof=_proof(plan.get("gap")) if _had_choice(plan) else "",
        is_changed=is_changed,
        is_choice=plan.get("kind", RECOMMENDED) != RECOMMENDED,
        needed_by=date.fromisoformat(needed_by) if needed_by else None,
        ways=tuple(map(_way, plan["consignments"], lanes_of(plan, order.currency))),
        others=tuple(
            (_(PLANS[other["kind"]]), _against(other, order.currency), other["parcels"])
            for other in plan.get("other_plans", [])
        ),
        refused_split=_refused_split(plan, order.currency),
    )


def _had_choice(plan: Mapping[str, Any]) -> bool:
    ways = plan["consignments"]
    return bool(len(ways) > 1 or plan.get("other_plans") or any(each["alternatives"] for each in ways))


def _proof(gap: str | None) -> str:
    if gap is None:
        return _("Not proved to be the best: there were too many ways to ask the law about each.")
    if float(gap) == 0:
        return _(
            "Proved: by price, waiting and parcels weighed together, no legal plan beats the one we made."
        )
    return _("The plan we made is at most %(gap)s %% above the best conceivable one.") % {
        "gap": f"{float(gap):.2%}"[:-1]
    }


def _way(each: Mapping[str, Any], lanes: list[LaneShown]) -> Way:
    return Way(
        position=each["position"],
        warehouse=each["warehouse"],
        reason=_(REASONS[each["reason"]]) if each.get("reason") in REASONS else "",
        lanes=lanes,
        ageing=tuple((one["sku"], date.fromisoformat(one["last_day"])) for one in each.get("ageing", ())),
    )


def _against(other: Mapping[str, Any], currency: str) -> str:
    return difference(Money.of(other["difference"], currency), other["days_later"])


def _refused_split(plan: Mapping[str, Any], currency: str) -> RefusedSplitShown | None:
    split = plan.get("refused_split")
    if not split:
        return None
    limits = dict.fromkeys(_limits(plan, set(split["limits"])))
    return RefusedSplitShown(split["consignments"], Money.of(split["saving"], currency), tuple(limits))


def _limits(plan: Mapping[str, Any], rules: set[str]) -> Iterator[Money]:
    """The amounts of the thresholds that the sale is above."""
    for each in plan["consignments"]:
        for test in each["landed_cost"]["thresholds_tested"]:
            if test["rule_id"] in rules:
                yield Money.of(test["limit"]["amount"], test["limit"]["currency"])
