"""What the port checks in a declaration. Pure: a declaration in, the first finding out.

A *query* asks for something that can be supplied; a *rejection* means: correct and send again.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

STOP_WORDS = "gift gifts part parts sample samples goods item items n/a na various misc"
STOP_WORDS_ZH = "礼品 礼物 配件 样品 货物 商品 物品"
VAGUE = frozenset(f"{STOP_WORDS} {STOP_WORDS_ZH}".split())
HS_CODE = re.compile(r"\d{6}|\d{8}|\d{10}")
COUNTRY = re.compile(r"[A-Z]{2}")
DOCUMENTS = ("order_number", "payment_reference", "tracking_number")
# Duty and tax of more than twice the customs value do not occur in parcels; it is a wrong decimal point.
MOST_PLAUSIBLE = Decimal(2)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and what to do."""

    kind: Literal["query", "rejected"]
    code: str
    field: str
    message: str


def first_finding(declaration: dict[str, Any]) -> Finding | None:
    """The first thing that stands in the way of release; ``None`` when nothing does."""
    checks = (_three_documents, _items, _importer, _charges)
    return next((found for check in checks if (found := check(declaration))), None)


def decimal(value: object) -> Decimal | None:
    """A decimal number sent as text; ``None`` when it is not one."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def customs_value(declaration: dict[str, Any]) -> Decimal:
    """Goods, and freight and insurance as far as they are in the currency of the goods."""
    parts = [decimal(item.get("value")) for item in declaration["items"]]
    parts += [money_in(declaration, name) for name in ("freight", "insurance")]
    return sum((part for part in parts if part), Decimal(0))


def money_in(declaration: dict[str, Any], name: str) -> Decimal | None:
    """The amount called ``name`` when it is well formed and in the currency of the goods."""
    money = declaration.get(name)
    if not isinstance(money, dict) or money.get("currency") != declaration["currency"]:
        return None
    return decimal(money.get("amount"))


def _three_documents(declaration: dict[str, Any]) -> Finding | None:
    for name in DOCUMENTS:
        if not str(declaration.get(name) or "").strip():
            message = "order, payment and waybill must all be on file before the goods can be cleared"
            return Finding("rejected", "R300", name, message)
    return None


def _items(declaration: dict[str, Any]) -> Finding | None:
    for index, item in enumerate(declaration["items"]):
        if found := _item(item, f"items[{index}]", bool(declaration.get("answer_to_query"))):
            return found
    return None


def _item(item: dict[str, Any], at: str, answered: bool) -> Finding | None:
    if not HS_CODE.fullmatch(str(item.get("hs_code") or "")):
        return Finding("rejected", "R101", f"{at}.hs_code", "HS code must have 6, 8 or 10 digits")
    if not COUNTRY.fullmatch(str(item.get("origin_country") or "")):
        return Finding("rejected", "R102", f"{at}.origin_country", "origin must be an ISO 3166 code")
    value = decimal(item.get("value"))
    if value is None or value <= 0:
        return Finding("rejected", "R103", f"{at}.value", "value must be above zero")
    for name, code in (("quantity", "R104"), ("net_weight_g", "R105")):
        number = item.get(name)
        if not isinstance(number, int) or number <= 0:
            return Finding("rejected", code, f"{at}.{name}", f"{name} must be a whole number above zero")
    if is_vague(str(item.get("description") or "")) and not answered:
        message = "say what the goods are: material, kind and use"
        return Finding("query", "Q201", f"{at}.description", message)
    return None


def is_vague(description: str) -> bool:
    """Whether a description consists of nothing but words that describe nothing."""
    words = re.split(r"[\s,;.()]+", description.strip().lower())
    return all(word in VAGUE or len(word) < 2 for word in words)


def _importer(declaration: dict[str, Any]) -> Finding | None:
    importer = declaration.get("importer") or {}
    entering_china = declaration["direction"] == "import" and importer.get("country") == "CN"
    if entering_china and not str(declaration.get("importer_id") or "").strip():
        return Finding("query", "Q202", "importer_id", "give the identity number of the importer")
    return None


def _charges(declaration: dict[str, Any]) -> Finding | None:
    for name in ("duty", "tax"):
        money = declaration.get(name)
        amount = decimal(money.get("amount")) if isinstance(money, dict) else None
        if amount is None or amount < 0:
            return Finding("rejected", "R401", name, f"{name} must be an amount not below zero")
    charges = [money_in(declaration, name) or Decimal(0) for name in ("duty", "tax")]
    if sum(charges) > MOST_PLAUSIBLE * customs_value(declaration):
        message = "duty and tax exceed twice the customs value; check the amounts and the currency"
        return Finding("rejected", "R402", "duty", message)
    return None
