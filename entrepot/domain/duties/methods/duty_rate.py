"""Simplified duties: one rate instead of the tariff."""

from decimal import Decimal

from entrepot.domain.duties.methods.vat_rates import by_rate
from entrepot.domain.duties.outcome import ChargeKind
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import Lines, Workings


def flat_rate(workings: Workings, rule: Rule, lines: Lines) -> None:
    """``rate`` x base, less ``less`` (given in ``less_currency``), never below zero."""
    parts = workings.parts(rule.text("base", "cif"), lines)
    base = sum((value for _, value in parts), Decimal(0))
    rate, less = rule.number("rate"), rule.number("less")
    params: dict[str, str] = {}
    if less:
        less = less * workings.fx.rate(rule.text("less_currency", workings.currency), workings.currency)
        params["less"] = f"{less:.2f}"
    workings.charge(
        ChargeKind(rule.text("kind", "duty")), rule, lines, parts, max(base * rate - less, Decimal(0)),
        code=rule.text("code", "duty.simplified"), rate=rate, params=params,
        explain="duty.flat_rate_less" if less else "duty.flat_rate",
    )  # fmt: skip


def class_rate(workings: Workings, rule: Rule, lines: Lines) -> None:
    """One levy made of several rates (rules ``duty_class``), rounded once as a whole (Indonesia)."""
    worked = []
    for class_rule, members in by_rate(workings, lines, "duty_class"):
        workings.use(class_rule)
        base = sum((value for _, value in workings.parts(rule.text("base", "cif"), members)), Decimal(0))
        worked.append((class_rule.number("rate"), base, members))
    rates = {rate for rate, _, _ in worked}
    workings.charge(
        ChargeKind.DUTY, rule, lines, workings.parts(rule.text("base", "cif"), lines),
        sum((rate * base for rate, base, _ in worked), Decimal(0)),
        code=rule.text("code", "duty.simplified"), rate=rates.pop() if len(rates) == 1 else None,
        specific=" + ".join(f"{(rate * 100).normalize():f}% x {base:.2f}" for rate, base, _ in worked),
        explain="duty.classes", borne=[(rate * base, members) for rate, base, members in worked],
    )  # fmt: skip


def by_measure(workings: Workings, rule: Rule, lines: Lines) -> None:
    """``rate`` x base but at least ``minimum`` (in ``minimum_currency``) per kilogram."""
    parts = workings.parts(rule.text("base", "goods"), lines)
    base = sum((value for _, value in parts), Decimal(0))
    floor = _minimum(workings, rule) * _kilograms(workings, lines)
    workings.charge(
        ChargeKind.DUTY, rule, lines, parts, max(base * rule.number("rate"), floor),
        code=rule.text("code", "duty.simplified"), rate=rule.number("rate"), explain="duty.by_measure",
        params={"minimum": f"{_minimum(workings, rule):.2f}"},
    )  # fmt: skip


def excess(workings: Workings, rule: Rule, lines: Lines) -> None:
    """``rate`` x what is above ``free`` (and ``free_kg``), at least ``minimum`` per kilogram above."""
    currency = rule.text("free_currency", workings.currency)
    free = rule.number("free") * workings.fx.rate(currency, workings.currency)
    parts = workings.parts(rule.text("base", "goods"), lines)
    base = sum((value for _, value in parts), Decimal(0))
    above = max(base - free, Decimal(0))
    rate = rule.number("rate")
    kilograms = max(_kilograms(workings, lines) - rule.number("free_kg"), Decimal(0))
    workings.charge(
        ChargeKind.DUTY, rule, lines, parts, max(above * rate, kilograms * _minimum(workings, rule)),
        code=rule.text("code", "duty.simplified"), rate=rate, explain="duty.excess",
        params={"free": f"{free:.2f}", "minimum": f"{_minimum(workings, rule):.2f}"},
    )  # fmt: skip


def duty_on_duty(workings: Workings, rule: Rule, lines: Lines) -> None:
    """``rate`` x the duties already charged on the lines (India's social welfare surcharge)."""
    parts = workings.charged_before(lines, ("duty",))
    base = sum((value for _, value in parts), Decimal(0))
    if not base:
        return
    workings.charge(
        ChargeKind.DUTY, rule, lines, parts, base * rule.number("rate"),
        code=rule.text("code", "duty.surcharge"), rate=rule.number("rate"), explain="duty.surcharge",
        params={"name": rule.text("name")},
    )  # fmt: skip


def _minimum(workings: Workings, rule: Rule) -> Decimal:
    currency = rule.text("minimum_currency", workings.currency)
    return rule.number("minimum") * workings.fx.rate(currency, workings.currency)


def _kilograms(workings: Workings, lines: Lines) -> Decimal:
    unweighed = tuple(index for index in lines if not workings.lines[index].net_weight_g)
    if unweighed:
        workings.gap("gap.measure", unweighed, unit="kg")
    return workings.kilograms(lines)
