"""The sheet of paper on which one consignment is worked out.

Amounts of a group of lines are made from exact sums and one division, so that neither the order of
lines nor their splitting changes a result.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Final

from entrepot.domain.duties.consignment import Consignment, Dates, Incoterm
from entrepot.domain.duties.fx import FxTable
from entrepot.domain.duties.outcome import (
    Charge,
    ChargeKind,
    Due,
    Notice,
    Restriction,
    RuleUsed,
    ThresholdTest,
)
from entrepot.domain.duties.rulebook import RuleBook
from entrepot.domain.duties.rules import Jurisdiction, Rule, RuleSet
from entrepot.domain.money import Money, minor_digits

Lines = tuple[int, ...]
Parts = tuple[tuple[str, Decimal], ...]
BASES: Final[Mapping[str, tuple[str, ...]]] = {
    "goods": ("goods",),
    "goods_freight": ("goods", "freight"),
    "cif": ("goods", "freight", "insurance"),
}
_MODES: Final = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
}
GRAMS_PER_KG: Final = Decimal(1000)
# Shares are kept finer than shown, and amounts lose their last traces before law rounds them: a third
# of a freight x 4.5 % may be exactly half a cent.
_FINE: Final = Decimal("1E-10")
_UNTRACED: Final = Decimal("1E-8")
_SHOWN: Final = Decimal("0.000001")
_SHOWN_DIGITS: Final = -6
# No postcode is longer; a rule's expression must not be held against a text of any length.
_LONGEST_POSTCODE: Final = 16
_ZERO: Final = Decimal(0)


class Workings:
    """Values of the lines in the authority's ``currency``, and what was found so far."""

    def __init__(
        self, consignment: Consignment, jurisdiction: Jurisdiction, rules: RuleSet, book: RuleBook
    ) -> None:
        self.consignment, self.jurisdiction, self.rules, self.book = consignment, jurisdiction, rules, book
        self.currency = jurisdiction.currency
        fx_rule = rules.first("fx")
        self.fx = FxTable(
            consignment.fx, consignment.dates.on(fx_rule.text("day", "as_of") if fx_rule else "as_of")
        )
        self.territory = _territory(rules, consignment.destination.postcode)
        self.lines = consignment.lines
        self.everything: Lines = tuple(range(len(self.lines)))
        self._weights = [line.value for line in self.lines]
        if not any(self._weights):
            self._weights = [line.quantity for line in self.lines]
        self._sums: dict[Lines, Decimal] = {}
        self._parts: dict[tuple[Lines, str], Decimal] = {}
        goods = sum((line.value for line in self.lines), _ZERO)
        discount_rule = rules.first("discount")
        deducts = discount_rule is None or discount_rule.flag("deducts", True)
        deducted = consignment.discount if deducts else _ZERO
        self._wholes = {
            "goods": goods - deducted,
            "freight": consignment.freight,
            "insurance": consignment.insurance or _ZERO,
            "discount": deducted,
        }
        self.charges: list[Charge] = []
        self._bearing: list[tuple[str, Decimal, Lines]] = []
        self.suited: dict[str, bool] = {}
        self.tests: dict[tuple[str, str, str], ThresholdTest] = {}
        self.warnings: list[Notice] = []
        self.gaps: list[Notice] = []
        self.restrictions: list[Restriction] = []
        self.used: dict[str, RuleUsed] = {}
        self.assumed = False
        if consignment.insurance is None and consignment.freight:
            self._assume_insurance()
        if self.territory:
            self.use(self.territory)

    def _assume_insurance(self) -> None:
        """Customs take a usual insurance where freight is stated and its insurance is not."""
        rule = self.rules.first("assumed_insurance")
        if rule is None:
            return
        base = sum((self._wholes[name] for name in BASES[rule.text("base", "goods")]), _ZERO)
        self._wholes["insurance"] = base * rule.number("rate")
        self.use(rule)
        self.warn("warn.insurance_assumed", rate=f"{(rule.number('rate') * 100).normalize():f}")

    # -- amounts ---------------------------------------------------------------------------------

    def weight(self, lines: Lines) -> Decimal:
        found = self._sums.get(lines)
        if found is None:
            found = self._sums[lines] = sum((self._weights[index] for index in lines), _ZERO)
        return found

    def part(self, name: str, lines: Lines) -> Decimal:
        """The share of ``goods`` (after discount), ``freight``, ``insurance`` or ``discount`` that falls
        on ``lines``, in the authority's currency."""
        found = self._parts.get((lines, name))
        if found is None:
            whole = self._wholes[name]
            if whole:
                rate = self.fx.rate(self.consignment.currency, self.currency)
                exact = whole * rate
                if lines != self.everything:
                    exact = whole * self.weight(lines) * rate / self.weight(self.everything)
                whole = exact.quantize(_FINE)
            found = self._parts[lines, name] = whole
        return found

    def parts(self, basis: str, lines: Lines) -> Parts:
        """How ``basis`` (``goods``, ``goods_freight``, ``cif``) of ``lines`` is made, without empty parts."""
        made = [(name, self.part(name, lines)) for name in BASES[basis]]
        return tuple((name, value) for name, value in made if value or name == "goods")

    def kilograms(self, lines: Lines) -> Decimal:
        """The net weight of those of ``lines`` that state one."""
        grams = sum((self.lines[index].net_weight_g * self.lines[index].quantity for index in lines), _ZERO)
        return grams / GRAMS_PER_KG

    def in_currency(self, basis: str, currency: str) -> Decimal:
        """The whole consignment's ``basis`` with the goods linked to it, in ``currency``, for thresholds."""
        whole = sum((self._wholes[name] for name in BASES[basis]), self.consignment.linked_value)
        return self._converted(whole, currency)

    def piece_value(self, index: int, currency: str) -> Decimal:
        """The value of one piece of a line after its share of the discount, in ``currency``."""
        value = self.lines[index].unit_value
        if discount := self._wholes["discount"]:
            goods = self._wholes["goods"]
            value = value * goods / (goods + discount)
        return self._converted(value, currency)

    def _converted(self, value: Decimal, currency: str) -> Decimal:
        """Fine enough, and without the traces that dividing by a rate leaves just above a limit."""
        if currency == self.consignment.currency:
            return value
        return (value * self.fx.rate(self.consignment.currency, currency)).quantize(_FINE)

    def charged_before(self, lines: Lines, kinds: Sequence[str]) -> Parts:
        """What earlier charges of ``kinds`` put on ``lines``, for taxes that are levied on duties."""
        made: dict[str, Decimal] = {}
        wanted = set(lines)
        for kind, amount, on_lines in self._bearing:
            if kind not in kinds:
                continue
            common = tuple(index for index in on_lines if index in wanted)
            if len(common) == len(on_lines):
                made[kind] = made.get(kind, _ZERO) + amount
            elif common:
                weight = self.weight(on_lines)
                share = (
                    amount * self.weight(common) / weight if weight else amount * len(common) / len(on_lines)
                )
                made[kind] = made.get(kind, _ZERO) + share.quantize(_FINE)
        return tuple((name, value) for name, value in made.items() if value)

    def bears(self, kind: str, amount: Decimal, lines: Lines) -> None:
        """Let later taxes find ``amount`` of ``kind`` on ``lines`` (in the authority's currency)."""
        self._bearing.append((kind, amount, lines))

    def rounded(self, amount: Decimal, rule: Rule) -> tuple[Decimal, str]:
        """``amount`` as the rule (or the currency) rounds it, and the rounding in words."""
        step = rule.number("round_to") or Decimal(1).scaleb(-minor_digits(self.currency))
        mode = rule.text("round_mode", "half_up")
        steps = (amount.quantize(_UNTRACED) / step).quantize(Decimal(1), rounding=_MODES[mode])
        return steps * step, f"{step:f} {mode}"

    # -- results ---------------------------------------------------------------------------------

    def rules_on_entry(self) -> RuleSet:
        """The rules of the day on which customs accept the goods, for what falls due there."""
        dates, place = self.consignment.dates, self.consignment.destination
        accepted = dates.on("acceptance")
        if accepted == dates.on("sale") == dates.as_of:
            return self.rules
        on_entry = Dates(accepted, registration=dates.registration)
        rules = self.book.in_force(self.jurisdiction, on_entry, place.country, place.region)
        return rules.overridden(self.consignment.overrides)[0] if self.consignment.overrides else rules

    def use(self, rule: Rule) -> RuleUsed:
        found = self.used.get(rule.id)
        if found is None:
            found = self.used[rule.id] = rule.used()
        return found

    def charge(
        self,
        kind: ChargeKind,
        rule: Rule,
        lines: Lines,
        parts: Parts,
        exact: Decimal,
        *,
        code: str,
        explain: str,
        rate: Decimal | None = None,
        specific: str = "",
        params: Mapping[str, str] | None = None,
        used: RuleUsed | None = None,
        borne: Sequence[tuple[Decimal, Lines]] = (),
    ) -> Decimal:
        """Record a charge of ``exact`` (rounded here by the rule) and return the rounded amount.

        Later taxes find it on ``lines`` in proportion to value, or as ``borne`` says.
        """
        amount, rounding = self.rounded(exact, rule)
        assessed = Money(amount, self.currency)
        home = self.consignment.currency
        stated = (
            assessed
            if home == self.currency
            else assessed.converted(self.fx.rate(self.currency, home), home).rounded()
        )
        shown = tuple((name, _shown(value)) for name, value in parts)
        base = Money(sum((value for _, value in shown), _ZERO), self.currency)
        words = {"base": f"{base.amount:.2f}", "currency": self.currency, "amount": f"{amount:f}"}
        if rate is not None:
            words["rate"] = f"{(rate * 100).normalize():f}"
        ids = tuple(self.lines[index].id for index in lines)
        self.charges.append(
            Charge(
                kind, code, base, shown, rate, specific, assessed, stated, rounding, used or self.use(rule),
                rule.text("payer", "buyer"), rule.text("collector", "customs"), self._due(rule), ids,
                rule.text("explain", explain), {**words, **params} if params else words,
            )
        )  # fmt: skip
        for share, members in borne or ((amount, lines),):
            self._bearing.append((kind.value, share, members))
        return amount

    def _due(self, rule: Rule) -> Due:
        if due := rule.text("due"):
            return Due(due)
        return Due.CHECKOUT if self.consignment.incoterm is Incoterm.DDP else Due.DELIVERY

    def warn(self, key: str, lines: Lines = (), /, **params: str) -> None:
        notice = Notice(key, params, tuple(self.lines[index].id for index in lines))
        if notice not in self.warnings:
            self.warnings.append(notice)

    def assume(self, key: str, lines: Lines = (), /, **params: str) -> None:
        """A warning that makes the answer an estimate."""
        self.assumed = True
        self.warn(key, lines, **params)

    def gap(self, key: str, lines: Lines = (), /, **params: str) -> None:
        """Name something that is not loaded; the answer becomes partial."""
        notice = Notice(key, params, tuple(self.lines[index].id for index in lines))
        if notice not in self.gaps:
            self.gaps.append(notice)


def _territory(rules: RuleSet, postcode: str) -> Rule | None:
    """The part of the country with law of its own (rules ``vat_territory``) that the postcode lies in."""
    compact = re.sub(r"[\s-]", "", postcode).upper()[:_LONGEST_POSTCODE]
    found = (rule for rule in rules.all("vat_territory") if re.fullmatch(rule.text("postcode"), compact))
    return next(found, None) if compact else None


def _shown(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return value.quantize(_SHOWN) if isinstance(exponent, int) and exponent < _SHOWN_DIGITS else value
