"""What the buyer owes and why: the output of the duty engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from entrepot.domain.duties.explanations import sentence
from entrepot.domain.money import Money

REFUSED: Final = "refused"
LICENCE_NEEDED: Final = "licence_needed"
LICENCE_HELD: Final = "licence_held"
TOO_MUCH: Final = "too_much"
OUTCOMES: Final[Mapping[str, str]] = {"licence": LICENCE_NEEDED, "quantity_cap": TOO_MUCH}


class Status(StrEnum):
    """``partial``: something named in ``gaps`` is not loaded, so the true total is higher or unknown.
    ``estimate``: complete, but an unconfirmed rule or an assumption was used. ``refused``: the goods
    must not go this way; ``restrictions`` says why and nothing was calculated."""

    COMPLETE = "complete"
    ESTIMATE = "estimate"
    PARTIAL = "partial"
    REFUSED = "refused"


class ChargeKind(StrEnum):
    DUTY = "duty"
    TAX = "tax"
    FEE = "fee"


class Due(StrEnum):
    CHECKOUT = "checkout"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell: ``key`` and ``params`` for translation, ``sentence`` in English.

    ``line_ids`` is empty when it concerns the whole consignment.
    """

    key: str
    params: Mapping[str, str]
    line_ids: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return sentence(self.key, self.params)


@dataclass(frozen=True, slots=True)
class RuleUsed:
    """A rule that decided something, with its validity ``[valid_from, valid_to)``, source and
    confidence (H, M or L). ``selected_by`` names the date that chose it."""

    id: str
    valid_from: date | None
    valid_to: date | None
    selected_by: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class FxUsed:
    """``rate`` units of ``quote`` for one ``base``; ``source`` and date as they were given."""

    base: str
    quote: str
    rate: Decimal
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class ThresholdTest:
    """``value`` was held against ``limit``; ``outcome`` is ``within`` or ``above``.

    ``subject`` is ``consignment`` or a line id; ``basis`` names what was measured.
    """

    rule_id: str
    subject: str
    basis: str
    value: Money
    limit: Money
    outcome: str


@dataclass(frozen=True, slots=True)
class Restriction:
    """``effect`` is ``prohibited``, ``licence``, ``quantity_cap``, ``positive_list`` or
    ``mode_not_available``; ``outcome`` is ``refused``, ``licence_needed``, ``licence_held`` or
    ``too_much``: those two that stand in the way make the answer an estimate, of what would be owed.

    ``licence`` names the permit that lifts it; ``allowed`` is how much of ``unit`` (``item``, ``kg``) may go.
    """

    effect: str
    notice: Notice
    rule_id: str
    source: str
    outcome: str = REFUSED
    licence: str = ""
    allowed: Decimal | None = None
    unit: str = "item"


@dataclass(frozen=True, slots=True)
class Charge:
    """One duty, tax or fee.

    ``assessed`` is the legal amount in the authority's currency after ``rounding``; ``amount`` is the
    same in the consignment's currency. ``base`` x ``rate`` (or ``specific``) gives it; ``base_parts``
    says how the base was made, in order, from ``goods`` (after discount), ``freight``,
    ``insurance``, ``duty``, ``excise``, ``fee``, ``uplift``, ``costs``, ``own_tax``,
    ``dutiable_price``, ``national_tax`` and ``rounding``.
    ``payer`` bears it, ``collector`` takes the money, ``due`` says when. ``line_ids`` are the lines it
    stands for.
    """

    kind: ChargeKind
    code: str
    base: Money
    base_parts: tuple[tuple[str, Decimal], ...]
    rate: Decimal | None
    specific: str
    assessed: Money
    amount: Money
    rounding: str
    rule: RuleUsed
    payer: str
    collector: str
    due: Due
    line_ids: tuple[str, ...]
    explain_key: str
    params: Mapping[str, str]

    def __post_init__(self) -> None:
        if self.amount.amount < 0 or self.assessed.amount < 0:
            raise ValueError(f"charge {self.code} is negative")
        if not self.line_ids:
            raise ValueError(f"charge {self.code} stands for no line")
        if sum(value for _, value in self.base_parts) != self.base.amount:
            raise ValueError(f"charge {self.code}: the parts of its base do not make the base")

    @property
    def base_formula(self) -> str:
        """How the base was made, in words: ``goods + freight + duty``."""
        return " + ".join(name for name, _ in self.base_parts)

    @property
    def sentence(self) -> str:
        return sentence(self.explain_key, self.params)


@dataclass(frozen=True, slots=True)
class Totals:
    """All in the consignment's currency. ``landed`` is what the goods cost at the door:
    goods + freight + insurance - discount + duty + tax + fees."""

    goods: Money
    freight: Money
    insurance: Money
    discount: Money
    duty: Money
    tax: Money
    fees: Money
    landed: Money
    due_at_checkout: Money
    due_on_delivery: Money


@dataclass(frozen=True, slots=True)
class LandedCost:
    """The answer. Raises ``ValueError`` when its parts do not add up.

    ``not_included`` names costs that exist but are outside this calculation, ``gaps`` what is missing.
    ``rulebook`` is the fingerprint of the rule data, so that a stored answer can be replayed.
    """

    status: Status
    destination: str
    scheme: str
    currency: str
    charges: tuple[Charge, ...]
    totals: Totals
    thresholds_tested: tuple[ThresholdTest, ...]
    warnings: tuple[Notice, ...]
    gaps: tuple[Notice, ...]
    not_included: tuple[Notice, ...]
    restrictions: tuple[Restriction, ...]
    fx: tuple[FxUsed, ...]
    rules: tuple[RuleUsed, ...]
    rulebook: str

    def __post_init__(self) -> None:
        totals, zero = self.totals, Decimal(0)
        by_kind = dict.fromkeys(ChargeKind, zero)
        at_delivery = zero
        for charge in self.charges:
            if charge.amount.currency != self.currency:
                raise ValueError(f"charge {charge.code} is not in {self.currency}")
            by_kind[charge.kind] += charge.amount.amount
            if charge.due is Due.DELIVERY:
                at_delivery += charge.amount.amount
        stated = (totals.duty.amount, totals.tax.amount, totals.fees.amount)
        if stated != (by_kind[ChargeKind.DUTY], by_kind[ChargeKind.TAX], by_kind[ChargeKind.FEE]):
            raise ValueError("the charges do not add up to the totals of duty, tax and fees")
        before = (
            totals.goods.amount + totals.freight.amount + totals.insurance.amount - totals.discount.amount
        )
        if totals.landed.amount != before + sum(stated):
            raise ValueError("the parts do not add up to the landed cost")
        if totals.due_on_delivery.amount != at_delivery:
            raise ValueError("the charges on delivery do not add up")
        if totals.landed.amount != totals.due_at_checkout.amount + totals.due_on_delivery.amount:
            raise ValueError("what is due at checkout and on delivery is not the landed cost")
        if self.status is Status.COMPLETE and self.gaps:
            raise ValueError("an answer with gaps is not complete")
        if self.status is Status.REFUSED and (self.charges or not self.restrictions):
            raise ValueError("a refusal names its reason and calculates nothing")
