"""Does a rule apply? Every comparison with a limit is written down as a threshold test."""

from decimal import Decimal
from typing import Final

from entrepot.domain.duties.agreements import claims
from entrepot.domain.duties.outcome import ThresholdTest
from entrepot.domain.duties.rules import ALWAYS, Condition, Rule
from entrepot.domain.duties.workings import Lines, Workings
from entrepot.domain.identifiers import is_identifier
from entrepot.domain.money import Money

HALF_YEAR: Final = "importer, this half-year"
NO_CURRENCY: Final = "XXX"  # ISO 4217: no currency involved; the test counts parcels


def applies(workings: Workings, rule: Rule, index: int) -> bool:
    """Whether ``rule`` applies to the line at ``index``."""
    when = rule.when
    if when is ALWAYS:
        return True
    suits = workings.suited.get(rule.id)
    if suits is None:
        suits = workings.suited[rule.id] = _suits_consignment(workings, when) and _suits_place(workings, when)
    if not suits or not _suits_line(workings, when, index):
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
    if when.registered_not and when.registered_not in consignment.seller.registrations:
        return False
    if when.single_item and not consignment.is_single_piece:
        return False
    return (
        (not when.channels or consignment.channel in when.channels)
        and (not when.modes or consignment.mode in when.modes)
        and (not when.importers or consignment.importer.kind in when.importers)
        and (not when.purposes or consignment.purpose in when.purposes)
        and (not when.shipped_from or consignment.ship_from.country in when.shipped_from)
        and (not when.declarations or consignment.declaration in when.declarations)
        and (not when.importer_id or is_identifier(when.importer_id, consignment.importer.id))
    )


def _suits_place(workings: Workings, when: Condition) -> bool:
    left_out = workings.territory.texts("outside") if workings.territory else ()
    return when.inside not in left_out and (not when.outside or when.outside in left_out)


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
    if when.agreement and not claims(workings, index, when.agreement):
        return False
    if when.agreement_not and claims(workings, index, when.agreement_not):
        return False
    return not when.attribute or bool(line.attributes.get(when.attribute))


def _within(workings: Workings, rule: Rule, index: int) -> bool:
    """Both bounds of the rule, the upper one first; each comparison is recorded once per subject."""
    when = rule.when
    if when.kilograms is not None and workings.kilograms(workings.everything) > when.kilograms:
        return False
    return (
        (when.limit is None or _test(workings, rule, index, when.limit, "within"))
        and (when.above is None or _test(workings, rule, index, when.above, "above"))
        and (when.parcels is None or _counted(workings, rule, when.parcels))
    )


def _counted(workings: Workings, rule: Rule, most: Decimal) -> bool:
    """Whether this parcel is among the first ``most`` of the importer's half-year."""
    number = Decimal(workings.consignment.importer.parcels_this_half_year + 1)
    inside = number <= most
    workings.use(rule)
    workings.tests[rule.id, HALF_YEAR, "within"] = ThresholdTest(
        rule.id, HALF_YEAR, "parcels",
        Money(number, NO_CURRENCY), Money(most, NO_CURRENCY), "within" if inside else "above",
    )  # fmt: skip
    return inside


def _subject(when: Condition, line_id: str) -> str:
    if when.counting:
        return f"importer, {when.counting.replace('_', ' ')}"
    return "consignment" if when.scope == "consignment" else line_id


def _test(workings: Workings, rule: Rule, index: int, limit: Decimal, wanted: str) -> bool:
    when = rule.when
    whole = when.scope == "consignment"
    subject = _subject(when, workings.lines[index].id)
    test = workings.tests.get((rule.id, subject, wanted))
    if test is None:
        if whole:
            value = workings.in_currency(when.basis, when.currency) * when.share
            if when.counting and (used := workings.consignment.importer.used(when.counting)):
                value += used * workings.fx.rate(workings.currency, when.currency)
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
