"""Duties that count things instead of valuing them."""

from decimal import Decimal

from entrepot.domain.duties.outcome import ChargeKind
from entrepot.domain.duties.rules import Rule
from entrepot.domain.duties.workings import Lines, Workings


def per_class(workings: Workings, rule: Rule, lines: Lines) -> None:
    """``amount`` for each distinct commodity code of ``digits`` digits, whatever the quantity.

    The European low-value duty: Regulation (EU) 2026/382, six digits in a simplified declaration,
    ten in a standard one. Unclassified lines count as one class and are a gap.
    """
    digits = int(rule.number("digits", "6"))
    unclassified = tuple(index for index in lines if not workings.lines[index].hs)
    if unclassified:
        workings.gap("gap.unclassified", unclassified)
    classes: dict[str, list[int]] = {}
    for index in lines:
        classes.setdefault(workings.lines[index].hs[:digits] or "?", []).append(index)
    each = rule.number("amount")
    workings.charge(
        ChargeKind.DUTY, rule, lines, workings.parts("goods", lines), each * len(classes),
        code=rule.text("code", "duty.flat"), explain="duty.flat_per_class",
        specific=f"{len(classes)} x {each} {workings.currency}",
        params={"count": str(len(classes)), "each": f"{each:f}"},
        borne=[(each, tuple(members)) for members in classes.values()],
    )  # fmt: skip


def per_piece(workings: Workings, rule: Rule, lines: Lines) -> None:
    """``amount`` for each piece."""
    each = rule.number("amount")
    count = sum((workings.lines[index].quantity for index in lines), Decimal(0))
    workings.charge(
        ChargeKind.DUTY, rule, lines, workings.parts("goods", lines), each * count,
        code=rule.text("code", "duty.piece"), explain="duty.per_piece",
        specific=f"{count:f} x {each} {workings.currency}",
        params={"count": f"{count:f}", "each": f"{each:f}"},
    )  # fmt: skip
