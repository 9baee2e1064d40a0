"""Japan's customs arithmetic: bases in whole thousands, taxes in whole hundreds, always downwards.

Sources: Customs Tariff Act art. 3-3 (simplified tariff), Act on National Taxes art. 118-119,
customs.go.jp 1001 and 1111. Imports for personal use are valued at 60 % of the retail price.
"""

from decimal import Decimal

from entrepot.domain.duties.methods.steps import floored, shared
from entrepot.domain.duties.methods.vat_rates import by_rate, tax_name
from entrepot.domain.duties.outcome import ChargeKind
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import Lines, Parts, Workings


def simplified_tariff(workings: Workings, rule: Rule, lines: Lines) -> None:
    """The class rate (rules ``simplified``) x the value floored to ``base_step``; one charge per class."""
    for class_rule, members in by_rate(workings, lines, "simplified"):
        parts = floored(_value(workings, rule, members), rule.number("base_step", "1000"))
        rate = class_rule.number("rate")
        workings.charge(
            ChargeKind.DUTY, rule, members, parts, _sum(parts) * rate,
            code="duty.simplified", rate=rate, explain="duty.flat_rate", used=workings.use(class_rule),
        )  # fmt: skip


def consumption_taxes(workings: Workings, rule: Rule, lines: Lines) -> None:
    """National tax on the floored value with duty, and local tax as a fraction of the national one."""
    for rate_rule, members in by_rate(workings, lines):
        value = _value(workings, rule, members) + workings.charged_before(members, ("duty",))
        parts = floored(value, rule.number("base_step", "1000"))
        rate = rate_rule.number("rate")
        national = workings.charge(
            ChargeKind.TAX, rule, members, parts, _sum(parts) * rate,
            code="tax.import", rate=rate, explain="tax.import", params={"tax": tax_name(workings)},
            used=workings.use(rate_rule),
        )  # fmt: skip
        local = rate_rule.number("local_part") / rate_rule.number("local_whole", "1")
        workings.charge(
            ChargeKind.TAX, rule, members, (("national_tax", national),), national * local,
            code="tax.local", rate=local.quantize(Decimal("0.000001")), explain="tax.provincial",
            params={"tax": rate_rule.text("local_name")}, used=workings.use(rate_rule),
        )  # fmt: skip


def _value(workings: Workings, rule: Rule, lines: Lines) -> Parts:
    return shared(workings.parts(rule.text("base", "cif"), lines), rule.number("share", "1"))


def _sum(parts: Parts) -> Decimal:
    return sum((amount for _, amount in parts), Decimal(0))
