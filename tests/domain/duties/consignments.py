"""Consignments for tests: the document of the contract with everything ordinary filled in."""

from typing import Any

from entrepot.domain.duties import Consignment, LandedCost, consignment_from_document, landed_cost
from entrepot.rules import packaged_rulebook

CURRENCIES = {"GB": "GBP", "US": "USD", "AU": "AUD", "CN": "CNY"}


def line(hs: str, value: str, quantity: int = 1, origin: str = "CN", **more: Any) -> dict[str, Any]:
    return {"hs": hs, "unit_value": value, "quantity": str(quantity), "origin": origin, **more}


def consignment(to: str, *lines: dict[str, Any], on: str = "2026-11-21", **more: Any) -> Consignment:
    document: dict[str, Any] = {
        "as_of": on,
        "origin_country": "CN" if to != "CN" else "AU",
        "destination": {"country": to},
        "currency": CURRENCIES.get(to, "EUR"),
        "lines": [{"id": str(index), **one} for index, one in enumerate(lines, 1)],
    }
    return consignment_from_document({**document, **more})


def quote(to: str, *lines: dict[str, Any], on: str = "2026-11-21", **more: Any) -> LandedCost:
    return landed_cost(consignment(to, *lines, on=on, **more), packaged_rulebook())


def amounts(cost: LandedCost) -> dict[str, str]:
    """The assessed amounts by charge code; charges of one code are added up."""
    found: dict[str, Any] = {}
    for charge in cost.charges:
        found[charge.code] = found.get(charge.code, 0) + charge.assessed.amount
    return {code: f"{amount:f}" for code, amount in found.items()}
