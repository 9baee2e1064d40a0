"""What a registration would change: the same consignment quoted without it and with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from entrepot.domain.duties.calculation import landed_cost
from entrepot.domain.duties.consignment import Consignment, Seller
from entrepot.domain.duties.outcome import LandedCost, Status
from entrepot.domain.duties.rulebook import RuleBook


@dataclass(frozen=True, slots=True)
class Facilitation:
    """``schemes`` are those that the seller would have, none of them for the plain case. ``saving`` is what
    the landed cost falls by against it, in the consignment's currency; ``None`` when one of both answers is
    refused or leaves a part unknown that the other knows."""

    schemes: tuple[str, ...]
    cost: LandedCost
    saving: Decimal | None


def facilitations(asked: Consignment, rulebook: RuleBook, schemes: Iterable[str]) -> list[Facilitation]:
    """``asked`` without any registration, then with each of ``schemes`` alone; numbers do not matter."""
    plain = _quoted(asked, rulebook, ())
    found = [Facilitation((), plain, Decimal(0))]
    for scheme in sorted(schemes):
        cost = _quoted(asked, rulebook, (scheme,))
        found.append(Facilitation((scheme,), cost, _saving(plain, cost)))
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
