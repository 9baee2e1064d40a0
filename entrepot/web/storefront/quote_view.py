"""A quote as the checkout page shows it: consignments with their choices, landed cost, total."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from entrepot.apps.checkout.models import Quote
from entrepot.apps.checkout.words import why_blocked
from entrepot.domain.duties import ImporterKind
from entrepot.domain.money import Money
from entrepot.domain.sourcing.alternatives import RECOMMENDED
from entrepot.kit.texts import options_text, text_in
from entrepot.web.differences import PLANS, difference
from entrepot.web.pictures import art_url
from entrepot.web.places import country_name
from entrepot.web.storefront.deposits import deposit_view
from entrepot.web.storefront.landed import landed_cost, misses_import_charges
from entrepot.web.templatetags.entrepot_ui import weight


def quote_view(quote: Quote) -> dict[str, Any]:
    """What ``storefront/_quote.html`` expects."""
    plan = quote.plan
    seen: set[str] = set()
    consignments = []
    for each in plan["consignments"]:
        consignments.append(_consignment(each, quote, asks_lane=each["warehouse"] not in seen))
        seen.add(each["warehouse"])
    return {
        "id": quote.pk,
        "expires_at": quote.expires_at,
        "is_partial": plan["status"] == "partial",
        "misses_import_charges": misses_import_charges(plan),
        "consignments": consignments,
        "plan": plan.get("kind", RECOMMENDED),
        "plans": _plans(plan, quote.currency),
        "landed": landed_cost(plan),
        "total": Money.of(plan["totals"]["total"], quote.currency),
        "later": Money.of(plan["totals"]["due_on_delivery"], quote.currency),
        "deposit": deposit_view(plan),
        "blocked": [
            {
                "name": text_in(line["name"]) or line["sku"],
                "image_url": art_url(line["art"]),
                "why": why_blocked(line["reason"], line["facts"]),
            }
            for line in plan["blocked"]
        ],
    }


def _plans(plan: Mapping[str, Any], currency: str) -> list[dict[str, Any]]:
    """This plan and the others that the buyer may choose as a whole, each with what it costs in all and when
    the last parcel is there; none when there is no other."""
    others = plan.get("other_plans", [])
    if not others:
        return []
    totals = plan["totals"]
    whole = Money.of(totals["total"], currency) + Money.of(totals["due_on_delivery"], currency)
    last = max(date.fromisoformat(each["promised_to"]) for each in plan["consignments"])
    parcels = sum(each["parcels"] for each in plan["consignments"])
    chosen = {
        "kind": plan["kind"], "title": _(PLANS[plan["kind"]]), "is_chosen": True,
        "total": whole, "last": last, "parcels": parcels,
    }  # fmt: skip
    return [chosen, *(_other_plan(other, whole, last) for other in others)]


def _other_plan(other: Mapping[str, Any], whole: Money, last: date) -> dict[str, Any]:
    dearer = Money.of(other["difference"], whole.currency)
    return {
        "kind": other["kind"],
        "title": _(PLANS[other["kind"]]),
        "difference": difference(dearer, other["days_later"]),
        "total": whole + dearer,
        "last": last + timedelta(days=other["days_later"]),
        "parcels": other["parcels"],
        "is_chosen": False,
    }


def _consignment(each: Mapping[str, Any], quote: Quote, *, asks_lane: bool) -> dict[str, Any]:
    currency = quote.currency
    deposit = quote.plan.get("deposit")
    in_two = bool(deposit) and each["position"] in deposit["consignments"]
    return {
        "position": each["position"],
        "ships_from": country_name(each["ships_from"]),
        "by_supplier": bool(each["supplier"]),
        "is_bought": in_two,
        "crosses_border": each["crosses_border"],
        "field": f"choice-{each['warehouse']}",
        "asks_lane": asks_lane,
        "lines": [
            {
                "name": text_in(line["name"]),
                "options": options_text(line["options"]),
                "quantity": line["quantity"],
                "image_url": art_url(line["art"]),
                "total": Money.of(line["line_total"], currency),
            }
            for line in each["lines"]
        ],
        "lanes": [
            _lane(
                {**each, "incoterm": "" if each["status"] == "partial" else each["incoterm"]},
                quote,
                is_chosen=True,
                in_two=in_two,
            ),
            *(
                {
                    **_lane(other, quote, is_chosen=False, in_two=in_two),
                    "difference": difference(Money.of(other["difference"], currency), other["days_later"]),
                }
                for other in each["alternatives"]
            ),
        ],
        "why_no_freight": _why_no_freight(each),
    }


def _why_no_freight(each: Mapping[str, Any]) -> str:
    """A sentence for a business whose goods are below what freight is charged for at least."""
    minimum = each.get("freight_minimum")
    if not minimum:
        return ""
    return _("By freight from %(least)s; these goods come to %(goods)s.") % {
        "least": weight(minimum["from_g"]), "goods": weight(minimum["goods_g"]),
    }  # fmt: skip


def _lane(lane: Mapping[str, Any], quote: Quote, *, is_chosen: bool, in_two: bool) -> dict[str, Any]:
    return {
        "code": lane["lane"],
        "name": text_in(lane["lane_name"]) or lane["lane"],
        "price": Money.of(lane["freight"], quote.currency),
        "promised_from": date.fromisoformat(lane["promised_from"]),
        "promised_to": date.fromisoformat(lane["promised_to"]),
        "incoterm": incoterm_words(lane["incoterm"], quote.importer_kind, in_two=in_two),
        "is_chosen": is_chosen,
    }


def incoterm_words(incoterm: str, importer_kind: str, *, in_two: bool) -> str:
    """Who pays duty and tax, when; in words. A business to which goods come undeclared is told that it
    imports them. ``in_two``: a deposit is paid with the order, the balance later."""
    if incoterm == "DDP" and in_two:
        return _("duty and tax are in the price, nothing is collected on delivery")
    if incoterm == "DDP":
        return _("duty and tax are paid with the order")
    if incoterm in ("DAP", "DPU") and importer_kind == ImporterKind.BUSINESS:
        return _("your company is the importer: it declares the goods and pays duty and tax to customs")
    if incoterm in ("DAP", "DPU"):
        return _("duty and tax are collected on delivery")
    return ""
