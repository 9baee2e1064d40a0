"""Which facilitations a way to a buyer meets, how we stand to each, and what it would save."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext, gettext_noop

from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.models import Consignment as SoldConsignment
from entrepot.apps.taxation.models import LandedCostQuote
from entrepot.apps.taxation.queries import rate_on, tax_position
from entrepot.domain.customs.facilitations import Facilitation, Standing
from entrepot.domain.customs.procedures import Direction, procedure_for
from entrepot.domain.duties import (
    Consignment,
    FaultyDocument,
    RuleBook,
    consignment_from_document,
    currencies_needed,
)
from entrepot.domain.duties.registration_effects import SchemeSavings, scheme_savings
from entrepot.domain.money import Money
from entrepot.rules.facilitations import packaged_facilitations

CONSIGNMENTS_TRIED: Final = 100
STANDINGS: Final = {
    Standing.HELD: gettext_noop("What we have"),
    Standing.AVAILABLE: gettext_noop("What we could get"),
    Standing.BY_LAW: gettext_noop("What holds for everybody"),
    Standing.UNSURE: gettext_noop("Not sure: ask customs before counting on it"),
    Standing.ENDED: gettext_noop("What no longer holds"),
}
KINDS: Final = {
    "trusted_trader": gettext_noop("Trusted trader"),
    "tax_scheme": gettext_noop("Tax scheme"),
    "simplified_procedure": gettext_noop("Simplified procedure"),
    "value_relief": gettext_noop("Relief of low value"),
}


@dataclass(frozen=True, slots=True)
class FacilitationShown:
    """``numbers`` are ours, (kind of registration, number); ``lanes`` those that meet it (and use its
    procedure, where we have it). ``landed`` and ``at_the_door`` are what the last ``savings.compared``
    consignments would have cost less; without ``savings`` nothing can be said in money."""

    facilitation: Facilitation
    kind: str
    numbers: list[tuple[str, str]]
    lanes: list[Lane]
    savings: SchemeSavings | None
    landed: list[Money]
    at_the_door: list[Money]


@dataclass(frozen=True, slots=True)
class Asked:
    """The ways asked about: of one ``lane``, else all that end or begin in ``country`` (empty: all)."""

    lane: str = ""
    country: str = ""


def facilitation_finder(asked: Asked, on: date) -> list[tuple[Standing, str, list[FacilitationShown]]]:
    """(standing, its heading, facilitations) in the order of ``STANDINGS``; headings without any are left
    out."""
    lanes = _lanes(asked)
    position = tax_position(on)
    found: dict[Standing, list[FacilitationShown]] = {standing: [] for standing in STANDINGS}
    for one in packaged_facilitations():
        meeting = [lane for lane in lanes if _meets(lane, one, asked.country)]
        if not meeting and asked.country not in one.countries:
            continue
        using = [lane for lane in meeting if _procedures(lane, one) & {*one.procedures}]
        used = {*one.procedures} if using else ()
        standing = one.standing(on, position.registrations, used)
        if standing is not None:
            numbers = [(kind, position.registrations.get(kind, "")) for kind in one.registrations]
            found[standing].append(_shown(one, numbers, using or meeting, standing, position.rulebook))
    return [(standing, gettext(STANDINGS[standing]), rows) for standing, rows in found.items() if rows]


def _lanes(asked: Asked) -> list[Lane]:
    rows = Lane.objects.filter(is_active=True, is_replenishment=False).select_related("mode").order_by("code")
    return list(rows.filter(code=asked.lane) if asked.lane else rows)


def _meets(lane: Lane, one: Facilitation, country: str) -> bool:
    ends = [each for each in lane.destinations if country in ("", each, lane.origin_country)]
    return any(one.touches(lane.origin_country, each) for each in ends)


def _procedures(lane: Lane, one: Facilitation) -> set[str]:
    """The procedures that the lane's mode declares under where ``one`` is granted."""
    declared = lane.mode.config.get("declarations") or {}
    places: list[tuple[Direction, str]] = [("export", lane.origin_country)]
    places += [("import", each) for each in lane.destinations]
    return {
        procedure
        for direction, place in places
        if place in one.countries and (procedure := procedure_for(declared, direction, place))
    }


def _shown(
    one: Facilitation, numbers: list[tuple[str, str]], lanes: list[Lane], standing: Standing, book: RuleBook
) -> FacilitationShown:
    savings = None
    if one.scheme and standing in (Standing.HELD, Standing.AVAILABLE):
        savings = scheme_savings(_last_consignments(one, book), book, one.scheme)
    return FacilitationShown(
        facilitation=one, kind=gettext(KINDS[one.kind]), numbers=numbers, lanes=lanes, savings=savings,
        landed=_moneys(savings.landed) if savings else [],
        at_the_door=_moneys(savings.at_the_door) if savings else [],
    )  # fmt: skip


def _moneys(sums: Mapping[str, Decimal]) -> list[Money]:
    return [Money(amount, currency) for currency, amount in sorted(sums.items()) if amount]


def _last_consignments(one: Facilitation, book: RuleBook) -> list[Consignment]:
    """The newest that crossed a border into its territory, as quoted, with the further rates needed."""
    sold = SoldConsignment.objects.filter(
        crosses_border=True, quote_id__isnull=False, order__address__country__in=sorted(one.countries)
    )
    newest = sold.order_by("-pk").values_list("quote_id", flat=True)[:CONSIGNMENTS_TRIED]
    quotes = [quote for quote in newest if quote]
    inputs = LandedCostQuote.objects.filter(pk__in=quotes).values_list("inputs", flat=True)
    found = []
    for document in inputs:
        try:
            asked = consignment_from_document(document)
        except FaultyDocument:
            # Written in an older form; it is one of a sample.
            continue
        known = {(rate.base, rate.quote) for rate in asked.fx}
        needed = currencies_needed(asked, book) - {asked.currency}
        wanted = sorted(other for other in needed if (asked.currency, other) not in known)
        rates = (rate_on(asked.currency, other, asked.dates.as_of) for other in wanted)
        found.append(replace(asked, fx=(*asked.fx, *(rate for rate in rates if rate is not None))))
    return found
