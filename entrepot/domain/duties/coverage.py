"""What a rule book knows about a destination on a day, and what is missing, before anybody sells there."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from entrepot.domain.duties.consignment import Dates
from entrepot.domain.duties.rulebook import RuleBook
from entrepot.domain.duties.rules import Jurisdiction, Rule
from entrepot.domain.duties.tariff import TariffTable

# The HS has chapters 01 to 97; 77 is kept for future use.
CHAPTERS: Final = tuple(f"{number:02}" for number in range(1, 98) if number != 77)
_BY_TARIFF: Final = ("tariff", "tariff_and_surcharges")
_UNKNOWN: Final = ("unknown_excise", "unknown_fee")


@dataclass(frozen=True, slots=True)
class Coverage:
    """``rules`` in force by confidence and ``rates`` of duty by chapter; ``needs_tariff`` when duty is by
    code at all. ``unknown`` are charges that exist and of which no amount is loaded. ``currencies`` are those
    of assessment and thresholds, ``schemes`` the registrations that change an answer. ``next_change`` is the
    next day on which a rule begins or ends."""

    country: str
    jurisdiction: str
    rules: Mapping[str, int]
    next_change: date | None
    needs_tariff: bool
    rates: Mapping[str, int]
    rates_unconfirmed: int
    restrictions: tuple[str, ...]
    unknown: tuple[str, ...]
    not_included: int
    currencies: frozenset[str]
    schemes: frozenset[str]

    @property
    def chapters_missing(self) -> tuple[str, ...]:
        """Chapters of the HS without a single rate, where rates are needed."""
        return tuple(one for one in CHAPTERS if one not in self.rates) if self.needs_tariff else ()


def coverage_of(rulebook: RuleBook, country: str, on: date) -> Coverage | None:
    """The coverage of ``country`` on a day; ``None`` when no rules are loaded for it."""
    known = rulebook.jurisdiction_of(country)
    if known is None:
        return None
    rules = [rule for rule in known.in_force(Dates(on), country, "").rules if rule.enabled]
    rates, unconfirmed = _rates(rulebook.tariff_of(known.code), on)
    return Coverage(
        country=country,
        jurisdiction=known.code,
        rules=Counter(rule.confidence for rule in rules),
        next_change=_next_change(known, on),
        needs_tariff=any(rule.text("method") in _BY_TARIFF for rule in rules),
        rates=rates,
        rates_unconfirmed=unconfirmed,
        restrictions=tuple(
            sorted({rule.text("name", rule.id) for rule in rules if rule.key == "restriction"})
        ),
        unknown=tuple(sorted({_unknown(rule) for rule in rules if rule.text("method") in _UNKNOWN})),
        not_included=sum(1 for rule in rules if rule.key == "not_included"),
        currencies=frozenset({known.currency, *(rule.when.currency for rule in rules)} - {""}),
        schemes=schemes_of(known, on),
    )


def schemes_of(jurisdiction: Jurisdiction, on: date) -> frozenset[str]:
    """The registrations that some rule of ``jurisdiction`` in force on a day asks for."""
    rules = [rule for rule in jurisdiction.rules if rule.in_force(Dates(on))]
    return frozenset(
        {rule.when.registered for rule in rules} | {rule.text("must_register") for rule in rules}
    ) - {""}


def _unknown(rule: Rule) -> str:
    return rule.text("name", rule.key)


def _next_change(jurisdiction: Jurisdiction, on: date) -> date | None:
    days = [day for rule in jurisdiction.rules for day in (rule.valid_from, rule.valid_to)]
    return min((day for day in days if day and day > on), default=None)


def _rates(table: TariffTable | None, on: date) -> tuple[Counter[str], int]:
    known = table.entries if table else ()
    entries = [entry for entry in known if entry.in_force(on) and not entry.program]
    unconfirmed = sum(1 for entry in entries if entry.confidence == "L" or not entry.is_read)
    return Counter(entry.prefix[:2] for entry in entries), unconfirmed
