"""Charges of the authority for the act of clearing goods."""

from decimal import Decimal

from entrepot.domain.duties.outcome import ChargeKind
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import Lines, Workings


def fixed_fee(workings: Workings, rule: Rule, lines: Lines) -> None:
    """``amount`` per consignment, or per distinct six-digit code when ``per`` is ``class``."""
    count = 1
    if rule.text("per") == "class":
        count = len({workings.lines[index].hs[:6] or "?" for index in lines})
    currency = rule.text("currency", workings.currency)
    each = rule.number("amount") * workings.fx.rate(currency, workings.currency)
    workings.charge(
        ChargeKind.FEE, rule, lines, workings.parts("goods", lines), each * count,
        code=rule.text("code", "fee"), explain="fee.fixed",
        specific=f"{count} x {each:f} {workings.currency}", params={"name": rule.text("name")},
    )  # fmt: skip


def rate_fee(workings: Workings, rule: Rule, lines: Lines) -> None:
    """``rate`` x base, kept between ``minimum`` and ``maximum`` where they are given."""
    parts = workings.parts(rule.text("base", "goods"), lines)
    base = sum((value for _, value in parts), Decimal(0))
    exact = max(base * rule.number("rate"), rule.number("minimum"))
    if "maximum" in rule.values:
        exact = min(exact, rule.number("maximum"))
    workings.charge(
        ChargeKind.FEE, rule, lines, parts, exact,
        code=rule.text("code", "fee"), rate=rule.number("rate"), explain="fee.rate",
        params={"name": rule.text("name")},
    )  # fmt: skip
