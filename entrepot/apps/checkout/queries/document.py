"""A priced plan as the JSON that a quote keeps, shows and is placed from. Amounts are decimal strings."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from entrepot.apps.checkout.queries.landed import PricedLine, hs_code
from entrepot.apps.checkout.queries.priced import BlockedLine, PricedConsignment, PricedPlan, promised
from entrepot.domain.duties import Notice, cost_to_document
from entrepot.domain.money import Money, minor_digits, total
from entrepot.domain.sourcing.alternatives import Alternative
from entrepot.domain.sourcing.plan import Option, PlannedConsignment

VERSION = 1


def plan_document(
    plan: PricedPlan, quote_ids: Sequence[UUID] = (), needed_by: date | None = None
) -> dict[str, Any]:
    """``plan`` with the ids of its stored landed costs in the order of its consignments, none for a preview.

    ``kind`` says which plan this is; ``other_plans`` are what else the buyer may choose as a whole, with what
    it costs more (less than zero: less) and how many days later it comes. ``gap`` is how far the plan may be
    from the best one, null when that is not proved. ``refused_split`` would have ducked a threshold.
    ``needed_by`` is the day that the buyer asked for. ``totals.total`` is due at checkout, or of it
    ``deposit.now`` and ``deposit.balance`` once the goods were bought (null: all of it at once).
    ``blocked`` are the lines not sold, each with a reason key. ``weighed`` is, for each consignment, what its
    lanes cost us by the policy; `for_buyers` leaves it out.
    """
    ids: Sequence[UUID | None] = quote_ids or [None] * len(plan.consignments)
    totals = plan.totals
    return {
        "version": VERSION,
        "status": plan.status,
        "country": plan.country,
        "currency": plan.currency,
        "on": plan.on.isoformat(),
        "needed_by": needed_by.isoformat() if needed_by else None,
        "consignments": [
            _consignment(number, plan, each, quote_id)
            for number, (each, quote_id) in enumerate(zip(plan.consignments, ids, strict=True), 1)
        ],
        "totals": {
            name: text(getattr(totals, name))
            for name in ("goods", "shipping", "duty", "tax", "fees", "total", "due_on_delivery")
        },
        "deposit": _deposit(plan),
        "not_included": _once(notice for each in plan.consignments for notice in each.landed.not_included),
        "gaps": _once(notice for each in plan.consignments for notice in each.landed.gaps),
        "kind": plan.planned.kind,
        "gap": None if plan.planned.gap is None else f"{plan.planned.gap:.4f}",
        "other_plans": [_other_plan(plan, other) for other in plan.planned.alternatives],
        "refused_split": _refused_split(plan),
        "weighed": [_weighed(each.planned, plan.currency) for each in plan.consignments],
        "blocked": [_blocked(line) for line in plan.blocked],
        "fx": [
            {
                "base": base,
                "quote": quote,
                "rate": str(found.rate),
                "as_of": found.as_of.isoformat(),
                "source": found.source,
            }
            for (base, quote), found in plan.fx.items()
            if base != quote
        ],
    }


def _deposit(plan: PricedPlan) -> dict[str, Any] | None:
    terms = plan.deposit
    if terms is None:
        return None
    bought = [(number, each) for number, each in enumerate(plan.consignments, 1) if each.deposit]
    due = total((each.total for _number, each in bought), plan.currency)
    deposit = terms.deposit_of(due)
    balance = due - deposit
    return {
        "consignments": [number for number, _each in bought],
        "now": text(plan.totals.total - balance),
        "amount": text(deposit),
        "balance": text(balance),
        "share": str(terms.share),
        "balance_within_days": terms.balance_within_days,
        "buy_within_days": terms.buy_within_days,
        "forfeit_share": str(terms.forfeit_share),
    }


def text(money: Money) -> str:
    """The amount with the digits of its currency: ``"12.50"``."""
    return f"{money.amount:.{minor_digits(money.currency)}f}"


def _consignment(
    number: int, plan: PricedPlan, each: PricedConsignment, quote_id: UUID | None
) -> dict[str, Any]:
    source, lane = each.route.source, each.route.lane
    first, last = promised(each.route, plan.on)
    landed = cost_to_document(each.landed)
    return {
        "position": number,
        "warehouse": source.warehouse,
        "supplier": source.supplier,
        "mode": each.mode,
        "lane": lane.code,
        "lane_mode": lane.mode,
        "lane_name": dict(lane.name),
        "carrier": lane.carrier,
        "service": lane.service,
        "channel": lane.channel,
        "customs_port": lane.customs_port,
        "incoterm": lane.incoterm,
        "ships_from": source.country,
        "crosses_border": each.crosses_border,
        "reason": each.planned.reason,
        "chargeable_g": each.planned.freight.chargeable_g,
        "parcels": each.planned.freight.parcels,
        "promised_from": first.isoformat(),
        "promised_to": last.isoformat(),
        "lines": [_line(line, plan.country) for line in each.lines],
        "ageing": _ageing(plan, each),
        "goods": text(each.goods),
        "freight": text(each.planned.price),
        "charges": [_shipping(each), *(charge_document(charge) for charge in landed["charges"])],
        "status": each.landed.status.value,
        "quote_id": str(quote_id) if quote_id else None,
        "landed_cost": landed,
        "alternatives": [_alternative(plan, each, option) for option in each.planned.offered],
        "freight_minimum": asdict(minimum) if (minimum := each.planned.freight_minimum) else None,
    }


def _ageing(plan: PricedPlan, each: PricedConsignment) -> list[dict[str, str]]:
    """What is sold from there first because it will soon be too old: the last day it can be sold."""
    found = ((line.variant.sku, each.route.source.ageing.get(str(line.variant.id))) for line in each.lines)
    return [
        {"sku": sku, "last_day": (plan.on + timedelta(days=soonest[0])).isoformat()}
        for sku, soonest in found
        if soonest and soonest[0] < settings.SOURCING_POLICY.ageing_days
    ]


def _line(line: PricedLine, country: str) -> dict[str, Any]:
    variant = line.variant
    return {
        "variant_id": variant.id,
        "sku": variant.sku,
        "name": dict(variant.name),
        "slug": variant.slug,
        "art": variant.art,
        "options": dict(variant.options),
        "quantity": line.quantity,
        "unit_price": text(line.unit_price),
        "line_total": text(line.total),
        "hs_code": hs_code(variant, country),
        "origin_country": variant.origin_country,
        "customs_description": variant.customs_description,
        "net_weight_g": variant.net_weight_g,
        "gross_weight_g": variant.gross_weight_g,
    }


def _shipping(each: PricedConsignment) -> dict[str, Any]:
    lane, found = each.route.lane, each.planned.freight
    explanation = {
        "lane": lane.code,
        "chargeable_g": found.chargeable_g,
        "parcels": found.parcels,
        "lane_price": text(found.price),
        "lane_currency": found.price.currency,
        "zone": found.zone,
        "surcharges": [line.surcharge.code for line in found.lines if line.surcharge is not None],
    }
    return {
        "kind": "shipping",
        "label": "shipping",
        "amount": text(each.planned.price),
        "due": "checkout",
        "explanation": explanation,
    }


def charge_document(charge: Mapping[str, Any]) -> dict[str, Any]:
    """A charge of the landed cost; the whole of it is its explanation."""
    return {
        "kind": charge["kind"],
        "label": charge["code"],
        "amount": charge["amount"]["amount"],
        "due": charge["due"],
        "explanation": dict(charge),
    }


def _alternative(plan: PricedPlan, each: PricedConsignment, option: Option) -> dict[str, Any]:
    lane = option.route.lane
    first, last = promised(option.route, plan.on)
    return {
        "lane": lane.code,
        "lane_mode": lane.mode,
        "lane_name": dict(lane.name),
        "service": lane.service,
        "incoterm": lane.incoterm,
        "freight": text(option.price),
        "difference": text(option.dearer),
        "promised_from": first.isoformat(),
        "promised_to": last.isoformat(),
        "days_later": (last - promised(each.route, plan.on)[1]).days,
    }


def for_buyers(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The kept ``plan`` without what is the shop's own business."""
    return {name: value for name, value in plan.items() if name != "weighed"}


def _weighed(planned: PlannedConsignment, currency: str) -> dict[str, dict[str, str]]:
    """By lane, what the choice weighed beside what the buyer pays."""
    ways = {planned.route.lane.code: planned.weighed}
    ways |= {option.route.lane.code: option.weighed for option in planned.offered}
    return {
        lane: {name: text(Money(amount, currency).rounded()) for name, amount in asdict(weighed).items()}
        for lane, weighed in ways.items()
    }


def _other_plan(plan: PricedPlan, other: Alternative) -> dict[str, Any]:
    return {
        "kind": other.kind,
        "difference": text(Money(other.dearer, plan.currency).rounded()),
        "days_later": other.days_later,
        "parcels": other.parcels,
    }


def _refused_split(plan: PricedPlan) -> dict[str, Any] | None:
    split = plan.planned.refused_split
    if split is None:
        return None
    saving = Money(split.saving, plan.currency).rounded()
    return {"consignments": split.consignments, "saving": text(saving), "limits": list(split.limits)}


def _blocked(line: BlockedLine) -> dict[str, Any]:
    variant = line.variant
    return {
        "variant_id": line.variant_id,
        "sku": variant.sku if variant else "",
        "name": dict(variant.name) if variant else {},
        "art": variant.art if variant else "",
        "quantity": line.quantity,
        "reason": line.reason,
        "facts": dict(line.facts),
    }


def _once(notices: Any) -> list[dict[str, Any]]:
    found: dict[tuple[str, str], Notice] = {(notice.key, notice.sentence): notice for notice in notices}
    return [
        {"key": notice.key, "params": dict(notice.params), "sentence": notice.sentence}
        for notice in found.values()
    ]
