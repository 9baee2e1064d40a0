"""One line of a carrier's invoice against what was agreed: what is contested, and why it differs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from entrepot.domain.carrier_invoices.table import BilledLine
from entrepot.domain.money import Money

FREIGHT: Final = "freight"
LEVIES: Final = ("duty", "tax")
FEE: Final = "fee"
PARTS: Final = (FREIGHT, *LEVIES, FEE)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A bill may exceed what was agreed by ``share`` of it or by ``amount`` (in the shop's own currency),
    whichever is more."""

    share: Decimal = Decimal("0.02")
    amount: Decimal = Decimal("0.50")


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is known of a billed number. ``parts`` (part -> money) are in the invoice's currency: freight as
    the lane asks it for this number's share of the way, duty, tax and fees as quoted; a part that nobody
    agreed on is missing. ``weight_g`` is the most that should be charged (0: not known), ``zone`` and
    ``surcharges`` those of the quote (``None``: not kept). ``has_left``: the carrier was given it.
    ``billed`` are the parts billed before; ``not_ours`` are levies that the carrier has not to pay for us:
    part -> ``due_on_delivery`` (the buyer pays) or ``declared_by_us`` (under a registration of ours)."""

    parts: Mapping[str, Money] = field(default_factory=dict)
    weight_g: int = 0
    service: str = ""
    zone: str | None = None
    surcharges: frozenset[str] | None = None
    has_left: bool = True
    billed: frozenset[str] = frozenset()
    not_ours: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line differs, as a code, and what was ``billed`` against what was ``agreed``, as text."""

    code: str
    billed: str = ""
    agreed: str = ""


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """``contested`` of what is ``billed`` is not to be paid before somebody has looked at it."""

    part: str
    billed: Money
    agreed: Money
    contested: Money


@dataclass(frozen=True, slots=True)
class Judged:
    parts: tuple[JudgedPart, ...]
    reasons: tuple[Reason, ...]

    @property
    def is_contested(self) -> bool:
        return any(part.contested for part in self.parts)


def judge(line: BilledLine, agreed: Agreed | None, tolerance: Tolerance) -> Judged:
    """Part by part: what may not be billed at all is contested whole, else what exceeds the agreed amount by
    more than ``tolerance`` (its ``amount`` in the invoice's currency). ``agreed`` is ``None`` for a number
    that nobody knows. Less than agreed is never contested.
    """
    refused = {part: _refusal(part, agreed) for part in line.parts}
    parts = tuple(
        _part(part, billed, agreed, tolerance, is_refused=bool(refused[part]))
        for part, billed in line.parts.items()
    )
    reasons = [Reason(code) for code in dict.fromkeys(filter(None, refused.values()))]
    above = [part for part in parts if part.contested and not refused[part.part]]
    if agreed is not None and any(part.part == FREIGHT for part in above):
        reasons += _differences(line, agreed)
    return Judged(parts, (*reasons, *_prices(above, reasons)))


def _refusal(part: str, agreed: Agreed | None) -> str:
    """Why a part may not be billed at all; empty when it may."""
    if agreed is None:
        return "unknown_number"
    if part in agreed.billed:
        return "billed_before"
    if not agreed.has_left:
        return "not_sent"
    if part == FREIGHT and part not in agreed.parts:
        return "nothing_agreed"
    return agreed.not_ours.get(part, "")


def _part(
    part: str, billed: Money, agreed: Agreed | None, tolerance: Tolerance, *, is_refused: bool
) -> JudgedPart:
    nothing = billed * 0
    if is_refused:
        return JudgedPart(part, billed, nothing, billed)
    expected = agreed.parts.get(part, nothing) if agreed else nothing
    above = billed - expected
    allowed = max(expected.amount * tolerance.share, tolerance.amount)
    return JudgedPart(part, billed, expected, above if above.amount > allowed else nothing)


def _differences(line: BilledLine, agreed: Agreed) -> list[Reason]:
    """What on the line is not as it was agreed."""
    found = []
    if agreed.weight_g and line.charged_weight_g > agreed.weight_g:
        found.append(Reason("weight", str(line.charged_weight_g), str(agreed.weight_g)))
    if line.zone and agreed.zone and not _same(line.zone, agreed.zone):
        found.append(Reason("zone", line.zone, agreed.zone))
    if line.service and agreed.service and not _same(line.service, agreed.service):
        found.append(Reason("service", line.service, agreed.service))
    if agreed.surcharges is not None:
        found += [Reason("surcharge", kind) for kind in _unknown(line.surcharges, agreed.surcharges)]
    return found


def _prices(above: Collection[JudgedPart], told: Collection[Reason]) -> list[Reason]:
    """The amounts of parts ``above`` what was agreed, where nothing told already explains it."""
    is_explained = bool({"weight", "zone", "service", "surcharge"} & {reason.code for reason in told})
    return [
        Reason(
            "price" if each.part == FREIGHT else each.part, str(each.billed.amount), str(each.agreed.amount)
        )
        for each in above
        if each.part != FREIGHT or not is_explained
    ]


def _unknown(kinds: Collection[str], known: Collection[str]) -> list[str]:
    return [kind for kind in sorted(kinds) if kind.casefold() not in {each.casefold() for each in known}]


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
