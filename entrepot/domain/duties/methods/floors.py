"""Bases that law takes in whole steps, always downwards: thousands of yen."""

from decimal import ROUND_FLOOR, Decimal

from entrepot.domain.duties.workings import Parts


def floored(parts: Parts, step: Decimal) -> Parts:
    """``parts`` with what is above a whole multiple of ``step`` taken off as ``rounding``."""
    if not step:
        return parts
    whole = sum((amount for _, amount in parts), Decimal(0))
    cut = (whole / step).quantize(Decimal(1), rounding=ROUND_FLOOR) * step - whole
    return (*parts, ("rounding", cut)) if cut else parts
