"""What the duty engine answered, as the choice of a plan weighs it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from entrepot.domain.duties import LandedCost, Notice, Restriction, Status
from entrepot.domain.duties.outcome import LICENCE_HELD
from entrepot.domain.sourcing.problem import Charges

# The strictest first.
BARRING: Final = ("prohibited", "positive_list", "mode_not_available", "licence", "quantity_cap")


def barring(restrictions: Iterable[Restriction]) -> Notice | None:
    """The strictest restriction for which goods must not go by a lane; ``None``: nothing stands against it.

    A licence that we hold for the goods (their attribute ``licence``) lifts what asks for one. ``params`` say
    the ``effect``, too: they are the facts of a line that is blocked for this reason.
    """
    found = [each for each in restrictions if each.effect in BARRING and each.outcome != LICENCE_HELD]
    if not found:
        return None
    strictest = min(found, key=lambda each: BARRING.index(each.effect))
    return replace(strictest.notice, params={**strictest.notice.params, "effect": strictest.effect})


def charges_of(landed: LandedCost, values: Mapping[str, Decimal], unknown_share: Decimal) -> Charges:
    """The answer for a consignment whose lines are worth ``values``. For charges that are not known
    ``unknown_share`` of the goods stands."""
    notice = barring(landed.restrictions)
    if notice is not None:
        return Charges(forbidden=dict.fromkeys(notice.line_ids or values, notice.params))
    totals = landed.totals
    is_partial = landed.status is Status.PARTIAL
    return Charges(
        amount=totals.duty.amount + totals.tax.amount + totals.fees.amount,
        by_line=shares_by_value(landed, values),
        doubt=sum(values.values(), Decimal(0)) * unknown_share if is_partial else Decimal(0),
        limits=frozenset(
            test.rule_id
            for test in landed.thresholds_tested
            if test.outcome == "above" and test.subject == "consignment"
        ),
    )


def shares_by_value(landed: LandedCost, values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Each charge shared over its lines by value, not rounded."""
    shares = dict.fromkeys(values, Decimal(0))
    for charge in landed.charges:
        whole = sum((values[line_id] for line_id in charge.line_ids), Decimal(0))
        for line_id in charge.line_ids:
            weight = values[line_id] / whole if whole else Decimal(1) / len(charge.line_ids)
            shares[line_id] += charge.amount.amount * weight
    return shares
