"""Which rate of VAT or GST the goods bear in the place they go to."""

from decimal import Decimal

from entrepot.domain.duties.outcome import RuleUsed
from entrepot.domain.duties.rules import Rule, RuleSet
from entrepot.domain.duties.workings import Lines, Workings


def by_rate(
    workings: Workings, lines: Lines, key: str = "vat", *, rules: RuleSet | None = None
) -> list[tuple[Rule, Lines]]:
    """``lines`` grouped by the rule that gives their rate: one of ``rules``, else of those in force.

    Goods without any rate are a gap.

    A territory with a rate of its own is recognised by postcode (rules ``vat_territory``).
    """
    territory = workings.territory if key == "vat" else None
    if territory is not None and territory.flag("local_tax_unknown"):
        workings.gap("gap.local_tax", territory=territory.text("name"))
    grouped: dict[str, tuple[Rule, list[int]]] = {}
    missing: list[int] = []
    for index in lines:
        line = workings.lines[index]
        rule = (rules or workings.rules).classify(key, line.hs, line.attributes)
        if rule is None:
            missing.append(index)
            continue
        if territory is not None and "rate" in territory.values and not rule.when.goods:
            rule = territory
        grouped.setdefault(rule.id, (rule, []))[1].append(index)
    if missing:
        country = workings.consignment.destination.country
        workings.gap("gap.vat_rate", tuple(missing), country=country, tax=tax_name(workings))
    return [(rule, tuple(members)) for rule, members in grouped.values()]


def tax_name(workings: Workings) -> str:
    """``VAT``, ``GST`` or whatever the jurisdiction calls it."""
    rule = workings.rules.first("tax_name")
    return rule.text("name", "VAT") if rule else "VAT"


def whole_rate(rule: Rule) -> Decimal:
    """The rate with its local part (Japan: 7.8 % and 22/78 of it), as charged inside the country."""
    return rule.number("rate") * (1 + rule.number("local_part") / rule.number("local_whole", "1"))


def combined(rate: RuleUsed, band: RuleUsed) -> RuleUsed:
    """The rule to cite for a tax: the rate's own validity and source, the weaker confidence of the two."""
    if band.confidence <= rate.confidence:
        return rate
    return RuleUsed(rate.id, rate.valid_from, rate.valid_to, rate.selected_by, rate.source, band.confidence)
