"""A plan of checkout as ``components/landed_cost.html`` shows it: every line with its working."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from entrepot.domain.money import Money
from entrepot.kit.texts import text_in
from entrepot.web.landed_words import base_text, due_text, label_of, rate_text, rule_text, sentence_of
from entrepot.web.templatetags.entrepot_ui import money, weight

Row = dict[str, Any]


def landed_cost(plan: Mapping[str, Any]) -> dict[str, Any]:
    """What the whole plan costs at the door, line by line, with what is not in it."""
    currency = plan["currency"]
    several = len(plan["consignments"]) > 1
    rows: list[Row] = []
    for each in plan["consignments"]:
        label = _("Goods, parcel %(number)s") % {"number": each["position"]} if several else _("Goods")
        rows.append({"label": label, "amount": Money.of(each["goods"], currency)})
        rows += [charge_row(charge, currency, lane_name(each)) for charge in each["charges"]]
    is_partial = plan["status"] == "partial"
    if is_partial:
        missing = _("Import charges not listed here")
        if not misses_import_charges(plan):
            missing = _("Sales tax not listed here")
        rows.append({"label": missing, "amount": None})
    totals = {name: Money.of(amount, currency) for name, amount in plan["totals"].items()}
    return {
        "rows": rows,
        "totals": total_rows(totals["total"], totals["due_on_delivery"], is_partial=is_partial),
        "not_included": [sentence_of(notice) for notice in plan["not_included"]],
        "warnings": [sentence_of(notice) for notice in plan["gaps"]],
        "assumptions": assumptions(each["landed_cost"] for each in plan["consignments"]),
        "status": plan["status"],
    }


def misses_import_charges(plan: Mapping[str, Any]) -> bool:
    """Whether what is not known is charged at a border; within a country it is the tax on the sale."""
    return any(each["crosses_border"] for each in plan["consignments"] if each["status"] == "partial")


def charge_row(charge: Mapping[str, Any], currency: str, lane: str = "") -> Row:
    """A charge of a plan or of an order: its label, amount, base, rate, rule and source."""
    amount, found = Money.of(charge["amount"], currency), charge["explanation"]
    if charge["kind"] == "shipping":
        return {"label": _("Delivery"), "amount": amount, "rule": _freight_words(found, lane)}
    source = found["rule"]["source"]
    return {
        "label": label_of(found["code"], found.get("params")),
        "amount": amount,
        "base_text": base_text(found),
        "rate_text": rate_text(found),
        "rule": rule_text(found),
        "source": source,
        "source_url": source if source.startswith("https://") else "",
        "due": due_text(found),
    }


def total_rows(now: Money, later: Money, *, is_partial: bool) -> list[Row]:
    """What is paid with the order and, when anything is, on delivery; a partial total is called one."""
    grand = _("Total without the charges not known") if is_partial else _("Total at your door")
    if not later:
        return [{"label": grand, "amount": now, "is_grand": True}]
    return [
        {"label": _("To pay with the order"), "amount": now},
        {"label": _("To pay on delivery"), "amount": later},
        {"label": grand, "amount": now + later, "is_grand": True},
    ]


def assumptions(costs: Iterable[Mapping[str, Any]]) -> list[str]:
    """What the engine had to take for granted, each once; not what it says to programs of a field at a path:
    the checkout asks buyers for such numbers itself."""
    told = (each for cost in costs for each in cost.get("warnings", []) if "path" not in each["params"])
    return list(dict.fromkeys(sentence_of(each) for each in told))


def lane_name(each: Mapping[str, Any]) -> str:
    return text_in(each["lane_name"])


def day(text: str) -> date:
    return date.fromisoformat(text)


def _freight_words(found: Mapping[str, Any], lane: str) -> str:
    """``Royal line: 1.11 kg chargeable, price of the line A$21.50``; nothing for orders without the facts."""
    if "chargeable_g" not in found:
        return lane
    price = Money.of(Decimal(found["lane_price"]), found["lane_currency"])
    return _("%(lane)s: chargeable weight %(weight)s, price of this service %(price)s.") % {
        "lane": lane or found["lane"],
        "weight": weight(found["chargeable_g"]),
        "price": money(price),
    }
