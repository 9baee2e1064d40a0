"""The document that people and programs exchange: the same on the command line, in the API, in Python.

Amounts are decimal strings, dates ISO 8601. A stored answer reads back equal to what was written.
JSON Schemas of both documents stand in ``docs/schemas``.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from entrepot.domain.duties.consignment import (
    Attribute,
    Channel,
    Consignment,
    Dates,
    Declaration,
    FxRate,
    Importer,
    ImporterKind,
    Incoterm,
    Line,
    Purpose,
    Seller,
)
from entrepot.domain.duties.consignment_document import consignment_to_document
from entrepot.domain.duties.cost_document import cost_from_document, cost_to_document
from entrepot.domain.duties.line_document import LARGEST_SHARE, NO_SHARE, read_attributes, read_lines
from entrepot.domain.duties.reading import FaultyDocument, Reader, unkeepable
from entrepot.domain.duties.rules import DATE_KINDS
from entrepot.domain.geography import Place

__all__ = [
    "FaultyDocument",
    "consignment_from_document",
    "consignment_to_document",
    "cost_from_document",
    "cost_to_document",
]
GIVEN: Final = "given with the consignment"
LARGEST_RATE: Final = Decimal(10) ** 9


def consignment_from_document(document: object) -> Consignment:
    """Read a consignment. Raises ``FaultyDocument`` with every fault and its path."""
    faults = unkeepable(document)
    top = Reader(document, "", faults)
    consignment = _consignment(top, read_lines(top))
    top.no_others()
    if faults or consignment is None:
        raise FaultyDocument(faults)
    return consignment


def _consignment(top: Reader, lines: tuple[Line, ...]) -> Consignment | None:
    dates = _dates(top)
    given: dict[str, Any] = {
        "dates": dates,
        "ship_from": _place(top.country("origin_country")),
        "destination": _destination(top),
        "currency": top.currency("currency"),
        "channel": top.choice("channel", Channel, Channel.COURIER),
        "mode": top.text("mode", "direct_mail"),
        "incoterm": top.choice("incoterm", Incoterm, Incoterm.DDP),
        "declaration": top.choice("declaration", Declaration, Declaration.SIMPLIFIED),
        "purpose": top.choice("purpose", Purpose, Purpose.SALE),
        "seller": _seller(top.inner("seller", {})),
        "importer": _importer(top.inner("importer", {})),
        "freight": top.number("freight", Decimal(0)),
        "insurance": None if top.raw("insurance", None) is None else top.number("insurance"),
        "discount": top.number("discount", Decimal(0)),
        "linked_value": top.number("linked_value", Decimal(0)),
        "fx": _fx(top, dates.as_of),
        "overrides": _overrides(top),
    }
    if lines and given["discount"] > sum(line.value for line in lines):
        top.fault("discount", "must not exceed the value of the goods")
    if top.faults:
        return None
    try:
        return Consignment(lines=lines, **given)
    except ValueError as error:
        top.fault("", str(error))
        return None


def _overrides(top: Reader) -> Mapping[str, Attribute]:
    overrides = read_attributes(top, "overrides")
    for name, value in overrides.items():
        if name.endswith(".rate") and isinstance(value, Decimal) and value > LARGEST_SHARE:
            top.fault(f"overrides.{name}", NO_SHARE)
    return overrides


def _dates(top: Reader) -> Dates:
    """``as_of`` and what ``dates`` adds; without ``as_of`` it is the latest of ``dates``."""
    dates = top.inner("dates", {})
    others = {kind: dates.day(kind, None) for kind in DATE_KINDS if kind != "as_of"}
    dates.no_others()
    stated = [day for day in others.values() if day]
    as_of = top.day("as_of", None) if stated else top.day("as_of")
    return Dates(as_of or max(stated, default=date.min), **others)


def _destination(top: Reader) -> Place:
    """``region`` may be written ``ON`` or, as ISO 3166-2 has it, ``CA-ON``."""
    if top.raw("destination") is None:
        return Place("XX")
    place = top.inner("destination")
    country = place.country("country")
    region = place.text("region", "").upper().removeprefix(f"{country}-")
    made = _place(country, region, place.text("postcode", ""))
    place.no_others()
    return made


def _place(country: str, region: str = "", postcode: str = "") -> Place:
    try:
        return Place(country, region, postcode)
    except ValueError:
        return Place("XX")


def _seller(reader: Reader) -> Seller:
    seller = Seller(_registrations(reader), reader.text("country", ""))
    reader.no_others()
    return seller


def _registrations(reader: Reader) -> dict[str, str]:
    """Scheme to number, or a list of schemes; ``IOSS`` and ``ioss`` are the same."""
    given = reader.content.get("registrations")
    if isinstance(given, list) and all(isinstance(name, str) for name in given):
        reader.raw("registrations")
        return {_scheme(name): "" for name in given}
    numbers = reader.inner("registrations", {})
    return {_scheme(str(name)): numbers.text(name) for name in numbers.content}


def _scheme(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")


def _importer(reader: Reader) -> Importer:
    importer = Importer(
        reader.choice("kind", ImporterKind, ImporterKind.PRIVATE),
        reader.text("id", ""),
        reader.number("used_this_year", Decimal(0)),
        reader.number("used_today", Decimal(0)),
        reader.whole("parcels_this_half_year", 0),
    )
    reader.no_others()
    return importer


def _fx(top: Reader, as_of: date) -> tuple[FxRate, ...]:
    """A list of rates, or in short ``{"EUR/GBP": "0.8571"}``: one EUR buys 0.8571 GBP."""
    if not isinstance(top.content.get("fx"), dict):
        return tuple(rate for rate in (_fx_rate(one, as_of) for one in top.each("fx", [])) if rate)
    short, found = top.inner("fx"), []
    for pair in short.content:
        base, _, quote = pair.partition("/")
        rate = short.number(pair, positive=True, largest=LARGEST_RATE)
        if len(base) == len(quote) == 3 and (base + quote).isupper():
            found.append(FxRate(base, quote, rate, GIVEN, as_of))
        else:
            short.fault(pair, "must name two currencies, like EUR/GBP")
    return tuple(found)


def _fx_rate(reader: Reader, as_of: date) -> FxRate | None:
    base, quote = reader.currency("base"), reader.currency("quote")
    rate = reader.number("rate", positive=True, largest=LARGEST_RATE)
    source, on = reader.text("source", GIVEN), reader.day("on", as_of.isoformat())
    reader.no_others()
    return FxRate(base, quote, rate, source, on) if on else None
