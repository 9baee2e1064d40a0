"""What is loaded for each destination and what is missing, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from entrepot.apps.markets.queries import open_countries
from entrepot.apps.taxation.queries import TaxPosition, importer_number, rate_on, tax_position
from entrepot.domain.duties import FxRate
from entrepot.domain.duties.coverage import CHAPTERS, Coverage, coverage_of
from entrepot.web.law_texts import law_text
from entrepot.web.places import country_name

EUR = "EUR"


@dataclass(frozen=True)
class DestinationCoverage:
    """``coverage`` is ``None`` without any rules; ``gaps`` name what is missing, the gravest first."""

    country: str
    name: str
    is_open: bool
    coverage: Coverage | None
    rates: Mapping[str, FxRate | None]
    importer_id: str | Promise
    registrations: Mapping[str, str]
    gaps: tuple[str, ...]

    @property
    def rule_count(self) -> int:
        return sum(self.coverage.rules.values()) if self.coverage else 0

    @property
    def rate_count(self) -> int:
        return sum(self.coverage.rates.values()) if self.coverage else 0

    @property
    def chapters(self) -> list[tuple[str, int]]:
        """Every chapter of the HS with its number of rates."""
        loaded = self.coverage.rates if self.coverage else {}
        return [(chapter, loaded.get(chapter, 0)) for chapter in CHAPTERS]


def all_coverage(on: date) -> list[DestinationCoverage]:
    """Every destination that we sell to or have rules for; those that we sell to first, each by name."""
    position = tax_position(on)
    served = {row.code for row in open_countries()}
    found = [
        _destination(code, code in served, position, on) for code in served | position.rulebook.countries()
    ]
    return sorted(found, key=lambda one: (not one.is_open, one.name))


def coverage(country: str, on: date) -> DestinationCoverage | None:
    """One destination; ``None`` for a country that nobody knows anything about."""
    return next((one for one in all_coverage(on) if one.country == country), None)


def _destination(code: str, is_open: bool, position: TaxPosition, on: date) -> DestinationCoverage:
    known = coverage_of(position.rulebook, code, on)
    rates = {name: rate_on(EUR, name, on) for name in sorted(known.currencies - {EUR})} if known else {}
    numbers = {name: position.registrations.get(name, "") for name in sorted(known.schemes)} if known else {}
    asked = importer_number(code, on)
    gaps = (
        tuple(_gaps(known, rates, numbers))
        if known
        else (gettext("No rules are loaded: nothing can be quoted."),)
    )
    return DestinationCoverage(
        code, country_name(code), is_open, known, rates, gettext(asked.name) if asked else "", numbers, gaps
    )


def _gaps(known: Coverage, rates: Mapping[str, FxRate | None], numbers: Mapping[str, str]) -> Iterator[str]:
    if known.needs_tariff and not known.rates:
        yield gettext("No tariff: duty is unknown wherever it is due.")
    elif missing := known.chapters_missing:
        yield ngettext(
            "%(count)s chapter of the tariff without a rate.",
            "%(count)s chapters of the tariff without a rate.",
            len(missing),
        ) % {"count": len(missing)}
    for currency in (name for name, rate in rates.items() if rate is None):
        yield gettext("No exchange rate for %(currency)s.") % {"currency": currency}
    for name in known.unknown:
        told = gettext("excise") if name == "excise" else law_text(name)
        yield gettext("Amount not loaded: %(name)s.") % {"name": told}
    if count := known.rules.get("L", 0):
        yield ngettext(
            "%(count)s rule is unconfirmed: its quotes are estimates.",
            "%(count)s rules are unconfirmed: their quotes are estimates.",
            count,
        ) % {"count": count}
    if count := known.rates_unconfirmed:
        yield ngettext(
            "%(count)s rate is unconfirmed or not understood.",
            "%(count)s rates are unconfirmed or not understood.",
            count,
        ) % {"count": count}
    if not known.restrictions:
        yield gettext("No restriction of goods is loaded.")
    for scheme in (name for name, number in numbers.items() if not number):
        yield gettext("We have no registration %(scheme)s.") % {"scheme": scheme}
