"""What a registration would change: the same consignment quoted without it and with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from entrepot.domain.duties.calculation import landed_cost
from entrepot.domain.duties.consignment import Consignment, Seller
from entrepot.domain.duties.outcome import LandedCost, Status
from entrepot.domain.duties.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class RegistrationEffect:
    """``schemes`` are those that the seller would have, none of them for the plain case. ``saving`` is what
    the landed cost falls by against it, in the consignment's currency; ``None`` when one of both answers is
    refused or leaves a part unknown that the other knows."""

    schemes: tuple[str, ...]
    cost: LandedCost
    saving: Decimal | None


def registration_effects(
    asked: Consignment, rulebook: RuleBook, schemes: Iterable[str]
) -> list[RegistrationEffect]:
    """``asked`` without any registration, then with each of ``schemes`` alone; numbers do not matter."""
    plain = _quoted(asked, rulebook, ())
    found = [RegistrationEffect((), plain, Decimal(0))]
    for scheme in sorted(schemes):
        cost = _quoted(asked, rulebook, (scheme,))
        found.append(RegistrationEffect((scheme,), cost, _saving(plain, cost)))
    return found


def _quoted(asked: Consignment, rulebook: RuleBook, schemes: tuple[str, ...]) -> LandedCost:
    seller = Seller(dict.fromkeys(schemes, "sample"), asked.seller.country)
    return landed_cost(replace(asked, seller=seller), rulebook)


def _saving(plain: LandedCost, cost: LandedCost) -> Decimal | None:
    if Status.REFUSED in (plain.status, cost.status):
        return None
    if {gap.key for gap in plain.gaps} != {gap.key for gap in cost.gaps}:
        return None
    return plain.totals.landed.amount - cost.totals.landed.amount


@dataclass(frozen=True, slots=True)
class SchemeSavings:
    """What one registration changes over ``compared`` consignments; ``unknown`` more have no answer that can
    be compared. By currency: ``landed`` is what they cost less, ``at_the_door`` what is asked less there."""

    compared: int
    unknown: int
    landed: Mapping[str, Decimal]
    at_the_door: Mapping[str, Decimal]


def scheme_savings(consignments: Iterable[Consignment], rulebook: RuleBook, scheme: str) -> SchemeSavings:
    """Each of ``consignments`` without any registration against the same with ``scheme`` alone."""
    compared = unknown = 0
    landed: dict[str, Decimal] = defaultdict(Decimal)
    door: dict[str, Decimal] = defaultdict(Decimal)
    for asked in consignments:
        plain, with_it = registration_effects(asked, rulebook, (scheme,))
        if with_it.saving is None:
            unknown += 1
            continue
        compared += 1
        landed[asked.currency] += with_it.saving
        due = plain.cost.totals.due_on_delivery - with_it.cost.totals.due_on_delivery
        door[asked.currency] += due.amount
    return SchemeSavings(compared, unknown, landed, door)
