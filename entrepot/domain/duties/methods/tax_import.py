"""Taxes levied at the border on value, freight, duty and fees."""

from decimal import Decimal

from entrepot.domain.duties.methods.steps import stepped
from entrepot.domain.duties.methods.vat_rates import by_rate, combined, tax_name
from entrepot.domain.duties.outcome import ChargeKind
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import Lines, Parts, Workings


def import_tax(workings: Workings, rule: Rule, lines: Lines) -> None:
    """The goods' rate x (``base`` + duties + excise + fees already charged).

    ``base_step`` takes the base in whole steps (Switzerland: francs).
    ``uplift`` is a fraction of the customs value added to the base (South Africa's 10 %).
    ``waive_up_to`` is the tax of the whole consignment up to which it is not levied (Switzerland).
    ``costs`` is a fixed amount that counts towards the base without being charged here.
    ``not_on`` names kinds that stay out of the base (``duty``, ``fee``).
    """
    worked = [
        (rate_rule, members, stepped(_base(workings, rule, members), rule.number("base_step")))
        for rate_rule, members in by_rate(workings, lines, rules=workings.rules_on_entry())
    ]
    exact = [
        sum((v for _, v in parts), Decimal(0)) * rate_rule.number("rate") for rate_rule, _, parts in worked
    ]
    limit = rule.values.get("waive_up_to")
    if isinstance(limit, Decimal):
        whole = workings.rounded(sum(exact, Decimal(0)), rule)[0]
        if whole <= limit:
            if whole:
                said = {"currency": workings.currency, "amount": f"{whole:f}", "limit": f"{limit:f}"}
                workings.warn("warn.exempt_small", lines, **said)
            return
    for (rate_rule, members, parts), amount in zip(worked, exact, strict=True):
        workings.charge(
            ChargeKind.TAX, rule, members, parts, amount,
            code=rule.text("code", "tax.import"), rate=rate_rule.number("rate"), explain="tax.import",
            params={"tax": tax_name(workings)}, used=combined(workings.use(rate_rule), workings.use(rule)),
        )  # fmt: skip


def inside_tax(workings: Workings, rule: Rule, lines: Lines) -> None:
    """A tax that is part of its own base: base / (1 - rate) x rate (Brazil's ICMS)."""
    for rate_rule, members in by_rate(workings, lines):
        rate = rate_rule.number("rate")
        net = _base(workings, rule, members)
        grossed = sum((value for _, value in net), Decimal(0)) / (1 - rate)
        own = grossed - sum((value for _, value in net), Decimal(0))
        workings.charge(
            ChargeKind.TAX, rule, members, (*net, ("own_tax", own)), own,
            code=rule.text("code", "tax.import"), rate=rate, explain="tax.inside",
            params={"tax": tax_name(workings)}, used=combined(workings.use(rate_rule), workings.use(rule)),
        )  # fmt: skip


def provincial_tax(workings: Workings, rule: Rule, lines: Lines) -> None:
    """A second tax beside the national one, by the class of goods under key ``provincial``."""
    for rate_rule, members in by_rate(workings, lines, "provincial"):
        if not rate_rule.number("rate"):
            continue
        parts = _base(workings, rule, members)
        base = sum((value for _, value in parts), Decimal(0))
        workings.charge(
            ChargeKind.TAX, rule, members, parts, base * rate_rule.number("rate"),
            code="tax.provincial", rate=rate_rule.number("rate"), explain="tax.provincial",
            params={"tax": rate_rule.text("name")},
            used=combined(workings.use(rate_rule), workings.use(rule)),
        )  # fmt: skip


def _base(workings: Workings, rule: Rule, lines: Lines) -> Parts:
    parts = workings.parts(rule.text("base", "cif"), lines)
    if uplift := rule.number("uplift"):
        value = sum(
            (amount for _, amount in workings.parts(rule.text("uplift_base", "goods"), lines)), Decimal(0)
        )
        parts += (("uplift", value * uplift),)
    if costs := rule.number("costs"):
        parts += (("costs", costs),)
    kinds = [kind for kind in ("duty", "excise", "fee") if kind not in rule.texts("not_on")]
    return parts + workings.charged_before(lines, kinds)
