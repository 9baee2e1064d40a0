"""Tariffs as the console shows them: rates in force by code, imports with what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from entrepot.apps.taxation.models import RuleProposal, TariffImport, TariffLine
from entrepot.apps.taxation.queries import imports_in_force, reference_to, rulebook
from entrepot.domain.duties.tariff import TariffEntry
from entrepot.domain.tariffs.model import digits


@dataclass(frozen=True)
class ImportShown:
    """``state``: ``active`` (in force), ``proposed``, or ``inactive``; ``proposal`` the one that waits."""

    row: TariffImport
    state: str
    proposal: RuleProposal | None


@dataclass(frozen=True)
class RateShown:
    """A rate in force with the preferences of the same code; ``description`` as an imported tariff has it."""

    entry: TariffEntry
    description: str
    preferences: tuple[TariffEntry, ...]


def territories() -> list[tuple[str, int]]:
    """Customs territories with rules and how many rates are loaded for each."""
    book = rulebook()
    known = ((one.code, book.tariff_of(one.code)) for one in book.jurisdictions)
    return sorted((code, len(table.entries) if table else 0) for code, table in known)


def rates_in_force(territory: str, wanted: str, on: date) -> list[TariffEntry]:
    """The ordinary rates of ``territory`` on a day, by code. ``wanted`` begins a code, or is a whole
    code, for which the shorter ones that decide are found too, or words of an imported description."""
    entries = [entry for entry in _entries(territory, on) if not entry.program]
    code = digits(wanted)
    if code:
        entries = [one for one in entries if one.prefix.startswith(code) or code.startswith(one.prefix)]
    elif wanted:
        rows = _lines(territory).filter(description__icontains=wanted)
        described = set(rows.values_list("code", flat=True))
        entries = [one for one in entries if one.prefix in described]
    return sorted(entries, key=lambda one: (one.prefix, one.valid_from or date.min))


def shown_rates(territory: str, entries: Sequence[TariffEntry], on: date) -> list[RateShown]:
    """``entries`` (those of one page) with descriptions and preferences."""
    codes = {one.prefix for one in entries}
    rows = _lines(territory).filter(code__in=codes).exclude(description="")
    described = dict(rows.values_list("code", "description"))
    preferences: dict[str, list[TariffEntry]] = {}
    for one in _entries(territory, on):
        if one.program and one.prefix in codes:
            preferences.setdefault(one.prefix, []).append(one)
    return [
        RateShown(one, described.get(one.prefix, ""), tuple(preferences.get(one.prefix, ())))
        for one in entries
    ]


def _entries(territory: str, on: date) -> list[TariffEntry]:
    table = rulebook().tariff_of(territory)
    return [entry for entry in table.entries if entry.in_force(on)] if table else []


def _lines(territory: str) -> QuerySet[TariffLine]:
    return TariffLine.objects.filter(
        tariff_import__in=imports_in_force(), tariff_import__jurisdiction=territory
    )


def imports() -> QuerySet[TariffImport]:
    """Every reading of a tariff, newest first, with its number of lines."""
    return TariffImport.objects.annotate(
        line_count=Count("lines"), not_understood=Count("lines", filter=~Q(lines__why_unread=""))
    ).order_by("-pk")


def with_states(rows: Iterable[TariffImport]) -> list[ImportShown]:
    """Each import with what became of it."""
    in_force = imports_in_force()
    open_ones = RuleProposal.objects.filter(status="proposed", name__startswith="imported/")
    waiting = {proposal.content: proposal for proposal in open_ones}
    shown = []
    for row in rows:
        proposal = waiting.get(reference_to(row))
        state = "active" if row.pk in in_force else "proposed" if proposal else "inactive"
        shown.append(ImportShown(row, state, proposal))
    return shown
