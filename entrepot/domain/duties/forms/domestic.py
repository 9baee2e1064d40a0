"""Goods and buyer in the same customs territory: the tax of the destination, nothing else."""

from decimal import Decimal

from entrepot.domain.duties.methods.vat_rates import by_rate, tax_name, whole_rate
from entrepot.domain.duties.outcome import ChargeKind
from entrepot.domain.duties.workings import Workings


def domestic(workings: Workings) -> None:
    """One tax line per rate on price and delivery. A jurisdiction whose domestic tax is not loaded
    (the sales taxes of the United States) is a gap, never zero."""
    rule = workings.rules.first("domestic")
    if rule is None:
        workings.gap("gap.domestic_tax", country=workings.consignment.destination.country)
        return
    workings.use(rule)
    if rule.text("method") == "none":
        return
    for rate_rule, members in by_rate(workings, workings.everything):
        parts = workings.parts("cif", members)
        base = sum((value for _, value in parts), Decimal(0))
        rate = whole_rate(rate_rule)
        workings.charge(
            ChargeKind.TAX, rule, members, parts, base * rate,
            code="tax.domestic", rate=rate, explain="tax.domestic",
            params={"tax": tax_name(workings)}, used=workings.use(rate_rule),
        )  # fmt: skip
    for rate_rule, members in (
        by_rate(workings, workings.everything, "provincial") if _provincial(workings) else ()
    ):
        if not rate_rule.number("rate"):
            continue
        parts = workings.parts("cif", members)
        base = sum((value for _, value in parts), Decimal(0))
        workings.charge(
            ChargeKind.TAX, rule, members, parts, base * rate_rule.number("rate"),
            code="tax.provincial", rate=rate_rule.number("rate"), explain="tax.provincial",
            params={"tax": rate_rule.text("name")}, used=workings.use(rate_rule),
        )  # fmt: skip


def _provincial(workings: Workings) -> bool:
    return bool(workings.rules.all("provincial"))
