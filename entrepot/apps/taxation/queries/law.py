"""The law in force and our registrations, ready for the duty engine."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from threading import Lock

from django.db import connection

from entrepot.apps.markets.queries import fx_rate
from entrepot.apps.taxation.models import RuleFile, TariffImport
from entrepot.domain.duties import (
    DutyRate,
    FxRate,
    LandedCost,
    Rule,
    RuleBook,
    TariffEntry,
    TariffTable,
    answer,
    parse_rate,
    parse_rulebook,
)
from entrepot.domain.duties.consignment import Consignment
from entrepot.kit.errors import Refused
from entrepot.kit.recent import Recent
from entrepot.rules.ecb_rates import ecb_rate

BOOKS_KEPT = 4
REFERENCE = "# imported tariff "


@dataclass(frozen=True)
class TaxPosition:
    """What we calculate with on a day: ``until`` is the newest rule file id that ``rulebook`` is built of,
    ``registrations`` maps a scheme (``gb_vat``, ``ioss``) to our number."""

    until: int
    rulebook: RuleBook
    registrations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """A rule as the back office lists it."""

    jurisdiction: str
    rule: Rule


def tax_position(on: date) -> TaxPosition:
    """Rules and registrations ``on`` a day; at most one cheap statement, kept some seconds per process."""
    until, registrations = _latest[on]
    return TaxPosition(until, rulebook(until), registrations)


def rulebook(until: int | None = None) -> RuleBook:
    """The rule book of all files loaded up to the file id ``until`` (everything when not given).

    Parsed once per process and version. Raises ``FaultyRules`` for a faulty file.
    """
    wanted = _newest() if until is None else until
    with _lock:
        found = _books.get(wanted)
        if found is None:
            if len(_books) >= BOOKS_KEPT:
                _books.pop(next(iter(_books)))
            found = _books[wanted] = parsed(tuple(sorted(texts_until(wanted).items())))
    return found


@lru_cache(BOOKS_KEPT)
def parsed(texts: tuple[tuple[str, str], ...]) -> RuleBook:
    """The rule book of (name, text) pairs; the same texts are parsed once. Raises ``FaultyRules``.

    A text that refers to an imported tariff stands for that tariff's lines.
    """
    numbers = {name: number for name, text in texts if (number := import_named(text)) is not None}
    return parse_rulebook(dict(texts), {name: _table(number) for name, number in numbers.items()})


def reference_to(tariff_import: TariffImport) -> str:
    """The text of the rule file that puts an imported tariff in force."""
    return f"{REFERENCE}{tariff_import.pk}\n# {tariff_import.source}\n# {tariff_import.checksum}\n"


def import_named(text: str) -> int | None:
    """The number of the imported tariff that a rule file's text refers to."""
    first = text.split("\n", 1)[0]
    return int(first.removeprefix(REFERENCE)) if first.startswith(REFERENCE) else None


def _table(number: int) -> TariffTable:
    tariff = TariffImport.objects.get(pk=number)
    columns = ("code", "rate_text", "rate", "valid_from", "valid_to", "season", "program")
    rows = tariff.lines.order_by("pk").values_list(*columns)
    entries = tuple(
        TariffEntry(
            code, _rate(rate, wording), tariff.source, tariff.confidence, valid_from, valid_to,
            (season[:5], season[6:]) if season else None, bool(rate), program,
        )
        for code, wording, rate, valid_from, valid_to, season, program in rows
    )  # fmt: skip
    return TariffTable(tariff.jurisdiction, entries, tariff.date_kind)


@lru_cache(4096)
def _rate(written: str, wording: str) -> DutyRate:
    return replace(parse_rate(written), text=wording) if written else DutyRate(text=wording)


def texts_until(until: int) -> dict[str, str]:
    """The text of every rule file in force once file id ``until`` had been loaded, by name."""
    rows = (
        RuleFile.objects.filter(pk__lte=until)
        .order_by("name", "-pk")
        .distinct("name")
        .values_list("name", "content")
    )
    return {name: content for name, content in rows if content}


def texts_in_force() -> dict[str, str]:
    """The text of every rule file in force, by name."""
    return texts_until(_newest())


def landed_costs(consignments: Iterable[Consignment], position: TaxPosition) -> list[LandedCost]:
    """The landed cost of each consignment; nothing is stored."""
    return [answer(consignment, position.rulebook) for consignment in consignments]


def rate_on(base: str, quote: str, on: date) -> FxRate | None:
    """Our exchange rate of the day; for days before our records the ECB's. ``None``: there is none."""
    try:
        found = fx_rate(base, quote, on)
    except Refused:
        return ecb_rate(base, quote, on)
    return FxRate(base, quote, found.rate, found.source, found.as_of)


def rules_in_force(on: date, jurisdiction: str = "") -> list[RuleInForce]:
    """Rules valid ``on`` a day, by jurisdiction and id; of one jurisdiction or of all."""
    return [
        RuleInForce(known.code, rule)
        for known in sorted(rulebook().jurisdictions, key=lambda known: known.code)
        if jurisdiction in ("", known.code)
        for rule in sorted(known.rules, key=lambda rule: rule.id)
        if (not rule.valid_from or rule.valid_from <= on) and (not rule.valid_to or on < rule.valid_to)
    ]


def forget() -> None:
    """Look for new rules and registrations at the next request (used after loading)."""
    _latest.forget()


def _load_latest(on: date) -> tuple[int, dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """select (select coalesce(max(id), 0) from taxation_rulefile),
                      (select coalesce(json_object_agg(kind, number), '{}')::text from taxation_registration
                       where valid @> %s::date)""",
            [on],
        )
        until, registrations = cursor.fetchone()
    return until, json.loads(registrations)


def _newest() -> int:
    return RuleFile.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


_latest: Recent[date, tuple[int, dict[str, str]]] = Recent(_load_latest)
_books: dict[int, RuleBook] = {}
_lock = Lock()
