"""Bases that law takes in whole steps: thousands of yen downwards, whole francs to the nearest."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from entrepot.domain.duties.workings import Parts


def floored(parts: Parts, step: Decimal) -> Parts:
    """``parts`` with what is above a whole multiple of ``step`` taken off as ``rounding``."""
    return _in_steps(parts, step, ROUND_FLOOR)


def stepped(parts: Parts, step: Decimal) -> Parts:
    """``parts`` brought to the nearest whole multiple of ``step`` by a part ``rounding``."""
    return _in_steps(parts, step, ROUND_HALF_UP)


def shared(parts: Parts, share: Decimal) -> Parts:
    """``share`` of each of ``parts`` (Japan values personal imports at 60 % of the retail price)."""
    return tuple((name, amount * share) for name, amount in parts) if share != 1 else parts


def _in_steps(parts: Parts, step: Decimal, rounding: str) -> Parts:
    if not step:
        return parts
    whole = sum((amount for _, amount in parts), Decimal(0))
    change = (whole / step).quantize(Decimal(1), rounding=rounding) * step - whole
    return (*parts, ("rounding", change)) if change else parts
