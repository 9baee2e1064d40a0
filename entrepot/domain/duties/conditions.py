"""Does a rule apply? Every comparison with a limit is written down as a threshold test."""

from decimal import Decimal

from entrepot.domain.duties.outcome import ThresholdTest
from entrepot.domain.duties.rules import ALWAYS, Condition, Rule
from entrepot.domain.duties.workings import Lines, Workings
from entrepot.domain.money import Money


def applies(workings: Workings, rule: Rule, index: int) -> bool:
    """Whether ``rule`` applies to the line at ``index``."""
    when = rule.when
    if when is ALWAYS:
        return True
    if not _suits_consignment(workings, when) or not _suits_line(workings, when, index):
        return False
    return _within(workings, rule, index)


def decide(workings: Workings, key: str, *, every_line: bool) -> list[tuple[Rule, Lines]]:
    """The lines grouped by the first rule of ``key`` that applies to each.

    With ``every_line`` a line that no rule fits is a gap.
    """
    grouped: dict[str, tuple[Rule, list[int]]] = {}
    undecided: list[int] = []
    candidates = workings.rules.all(key)
    for index in workings.everything:
        for rule in candidates:
            if applies(workings, rule, index):
                grouped.setdefault(rule.id, (rule, []))[1].append(index)
                break
        else:
            undecided.append(index)
    if undecided and every_line:
        workings.gap("gap.no_rule", tuple(undecided), key=key, jurisdiction=workings.jurisdiction.code)
    for rule, _ in grouped.values():
        workings.use(rule)
    return [(rule, tuple(lines)) for rule, lines in grouped.values()]


def first_for_consignment(workings: Workings, key: str) -> Rule | None:
    """The first rule of ``key`` whose conditions on the consignment hold."""
    for rule in workings.rules.all(key):
        if applies(workings, rule, 0):
            workings.use(rule)
            return rule
    return None


def _suits_consignment(workings: Workings, when: Condition) -> bool:
    consignment = workings.consignment
    if when.registered and when.registered not in consignment.seller.registrations:
        return False
    if when.single_item and not (len(consignment.lines) == 1 and consignment.lines[0].quantity == 1):
        return False
    return (
        (not when.channels or consignment.channel in when.channels)
        and (not when.modes or consignment.mode in when.modes)
        and (not when.importers or consignment.importer.kind in when.importers)
        and (not when.purposes or consignment.purpose in when.purposes)
        and (not when.shipped_from or consignment.ship_from.country in when.shipped_from)
    )


def _suits_line(workings: Workings, when: Condition, index: int) -> bool:
    line = workings.lines[index]
    if when.origins and line.origin not in when.origins:
        return False
    if line.origin in when.origins_not:
        return False
    if when.goods and not line.hs.startswith(when.goods):
        return False
    if when.goods_not and line.hs.startswith(when.goods_not):
        return False
    if when.attribute_not and line.attributes.get(when.attribute_not):
        return False
    return not when.attribute or bool(line.attributes.get(when.attribute))


def _within(workings: Workings, rule: Rule, index: int) -> bool:
    """Both bounds of the rule, the upper one first; each comparison is recorded once per subject."""
    when = rule.when
    return (when.limit is None or _test(workings, rule, index, when.limit, "within")) and (
        when.above is None or _test(workings, rule, index, when.above, "above")
    )


def _test(workings: Workings, rule: Rule, index: int, limit: Decimal, wanted: str) -> bool:
    when = rule.when
    whole = when.scope == "consignment"
    subject = "consignment" if whole else workings.lines[index].id
    test = workings.tests.get((rule.id, subject, wanted))
    if test is None:
        if whole:
            value = workings.in_currency(when.basis, when.currency) * when.share
        else:
            value = workings.piece_value(index, when.currency) * when.share
        strict = when.below if wanted == "within" else when.above_included
        inside = value < limit if strict else value <= limit
        workings.use(rule)
        test = workings.tests[rule.id, subject, wanted] = ThresholdTest(
            rule.id,
            subject,
            when.basis if whole else "one piece",
            Money(value, when.currency),
            Money(limit, when.currency),
            "within" if inside else "above",
        )
    return test.outcome == wanted
