"""A carrier's invoice with the mistakes that carriers make, so that there is something to find."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from entrepot.domain.carrier_invoices import BilledLine
from entrepot.domain.money import Money


def with_mistakes(lines: Sequence[BilledLine]) -> list[BilledLine]:
    """Of every four ``lines`` one is charged for twice its weight and one has a surcharge that nobody agreed
    on; the tax of a third is a little more than quoted. At the end the first number is billed again, and one
    that nobody knows."""
    if not lines:
        return []
    found = [_mistaken(at, line) for at, line in enumerate(lines)]
    again = replace(lines[0], duty=Decimal(0), tax=Decimal(0), fee=Decimal(0))
    found += [again, replace(again, number="UNKNOWN1", charged_weight_g=0)]
    return [replace(line, row=row) for row, line in enumerate(found, 2)]


def _mistaken(at: int, line: BilledLine) -> BilledLine:
    if at % 4 == 1:
        return replace(line, charged_weight_g=2 * line.charged_weight_g, freight=line.freight * 2)
    if at % 4 == 2:
        return replace(line, surcharges={"peak": Money(Decimal(2), line.currency).rounded().amount})
    if at % 4 == 3:
        return replace(line, tax=Money(line.tax * Decimal("1.04"), line.currency).rounded().amount)
    return line
