"""A charge of several lines, shared out among them."""

from collections.abc import Mapping
from decimal import Decimal

from entrepot.domain.duties.consignment import Consignment, Line
from entrepot.domain.duties.outcome import Charge
from entrepot.domain.money import Money


def shares_by_line(charge: Charge, consignment: Consignment) -> Mapping[str, Money]:
    """``charge.amount`` by line id; the shares sum to it exactly.

    In proportion to value, except that an amount for each kind of goods falls on every kind alike and is
    shared by value within it.
    """
    lines = [line for line in consignment.lines if line.id in charge.line_ids]
    kinds = _kinds(charge, lines)
    shares: dict[str, Money] = {}
    for members, amount in zip(kinds, charge.amount.allocate([1] * len(kinds)), strict=True):
        parts = amount.allocate([line.value for line in members])
        shares.update(zip((line.id for line in members), parts, strict=True))
    return {line_id: shares[line_id] for line_id in charge.line_ids}


def _kinds(charge: Charge, lines: list[Line]) -> list[list[Line]]:
    """The kinds of goods that a charge counted, or all lines as one.

    The charge tells how many there were, not by how many digits; groupings by ever more digits refine one
    another, so those with the same number of groups are the same.
    """
    if charge.explain_key.startswith("duty.flat_per_class"):
        count = Decimal(charge.params["count"])
        for digits in range(6, 14):
            groups: dict[str, list[Line]] = {}
            for line in lines:
                groups.setdefault(line.hs[:digits], []).append(line)
            if len(groups) == count:
                return list(groups.values())
    return [lines]
