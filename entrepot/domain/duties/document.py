"""The document that people and programs exchange: the same on the command line, in the API, in Python.

Amounts are decimal strings, dates ISO 8601. A stored answer reads back equal to what was written.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from entrepot.domain.duties.consignment import (
    Attribute,
    Channel,
    Consignment,
    Dates,
    FxRate,
    Importer,
    ImporterKind,
    Incoterm,
    Line,
    Purpose,
    Seller,
)
from entrepot.domain.duties.cost_document import cost_from_document, cost_to_document
from entrepot.domain.duties.rates import DutyRate, Specific, UnreadableRate, parse_rate
from entrepot.domain.duties.reading import FaultyDocument, Reader
from entrepot.domain.duties.rules import DATE_KINDS
from entrepot.domain.geography import Place

__all__ = [
    "FaultyDocument",
    "consignment_from_document",
    "consignment_to_document",
    "cost_from_document",
    "cost_to_document",
]


def consignment_from_document(document: object) -> Consignment:
    """Read a consignment. Raises ``FaultyDocument`` with every fault and its path."""
    faults: list[tuple[str, str]] = []
    top = Reader(document, "", faults)
    consignment = _consignment(top, _lines(top))
    top.no_others()
    if faults or consignment is None:
        raise FaultyDocument(faults)
    return consignment


def _consignment(top: Reader, lines: tuple[Line, ...]) -> Consignment | None:
    given: dict[str, Any] = {
        "dates": _dates(top),
        "ship_from": _ship_from(top),
        "destination": _destination(top),
        "currency": _currency(top, "currency"),
        "channel": top.choice("channel", Channel, Channel.COURIER),
        "mode": top.text("mode", "direct_mail"),
        "incoterm": top.choice("incoterm", Incoterm, Incoterm.DDP),
        "purpose": top.choice("purpose", Purpose, Purpose.SALE),
        "seller": _seller(top.inner("seller", {})),
        "importer": _importer(top.inner("importer", {})),
        "freight": top.number("freight", Decimal(0)),
        "insurance": top.number("insurance", Decimal(0)),
        "discount": top.number("discount", Decimal(0)),
        "fx": tuple(rate for rate in map(_fx_rate, top.each("fx", [])) if rate),
        "overrides": _attributes(top, "overrides"),
    }
    if top.faults:
        return None
    try:
        return Consignment(lines=lines, **given)
    except ValueError as error:
        top.fault("", str(error))
        return None


def _dates(top: Reader) -> Dates:
    dates = top.inner("dates", {})
    as_of = top.day("as_of")
    others = {kind: dates.day(kind, None) for kind in DATE_KINDS if kind != "as_of"}
    dates.no_others()
    return Dates(as_of or date.min, **others)


def _ship_from(top: Reader) -> Place:
    return _place(top.country("origin_country"))


def _destination(top: Reader) -> Place:
    place = top.inner("destination")
    made = _place(place.country("country"), place.text("region", ""), place.text("postcode", ""))
    place.no_others()
    return made


def _place(country: str, region: str = "", postcode: str = "") -> Place:
    try:
        return Place(country, region, postcode)
    except ValueError:
        return Place("XX")


def _currency(reader: Reader, name: str) -> str:
    value = reader.text(name)
    if len(value) != 3 or not (value.isascii() and value.isalpha() and value.isupper()):
        reader.fault(name, "must be a currency code of three capital letters, like EUR")
    return value


def _seller(reader: Reader) -> Seller:
    numbers = reader.inner("registrations", {})
    seller = Seller({name: numbers.text(name) for name in numbers.content}, reader.text("country", ""))
    reader.no_others()
    return seller


def _importer(reader: Reader) -> Importer:
    importer = Importer(
        reader.choice("kind", ImporterKind, ImporterKind.PRIVATE),
        reader.text("id", ""),
        reader.number("used_this_year", Decimal(0)),
    )
    reader.no_others()
    return importer


def _fx_rate(reader: Reader) -> FxRate | None:
    base, quote = _currency(reader, "base"), _currency(reader, "quote")
    rate, source, on = reader.number("rate", positive=True), reader.text("source"), reader.day("on")
    reader.no_others()
    return FxRate(base, quote, rate, source, on) if on else None


def _attributes(reader: Reader, name: str) -> Mapping[str, Attribute]:
    """True and false stay; a decimal string or whole number becomes a number; other text stays text."""
    inner = reader.inner(name, {})
    return {str(key): _attribute(inner, str(key), value) for key, value in inner.content.items()}


def _attribute(reader: Reader, name: str, value: object) -> Attribute:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            number = Decimal(value)
        except ArithmeticError:
            return value
        return number if number.is_finite() else value
    return reader.decimal(name, value)


def _lines(top: Reader) -> tuple[Line, ...]:
    lines, seen = [], set()
    readers = top.each("lines")
    if not readers and isinstance(top.content.get("lines"), list):
        top.fault("lines", "needs at least one line")
    for reader in readers:
        line = _line(reader)
        if line is None:
            continue
        if line.id in seen:
            reader.fault("id", f"{line.id!r} is the id of another line; ids must differ")
        seen.add(line.id)
        lines.append(line)
    return tuple(lines)


def _line(reader: Reader) -> Line | None:
    before = len(reader.faults)
    hs = reader.text("hs", "").replace(".", "").replace(" ", "")
    if hs and not (hs.isascii() and hs.isdigit() and 6 <= len(hs) <= 13):
        reader.fault("hs", "must be 6 to 13 digits, or empty when the goods are not classified")
    given: dict[str, Any] = {
        "id": reader.text("id"),
        "origin": reader.country("origin"),
        "description": reader.text("description", ""),
        "quantity": reader.number("quantity", positive=True),
        "unit": reader.text("unit", "item"),
        "unit_value": reader.number("unit_value"),
        "net_weight_g": reader.whole("net_weight_g", 0),
        "attributes": _attributes(reader, "attributes"),
        "tariff": _tariff(reader),
    }
    reader.no_others()
    return Line(hs=hs, **given) if len(reader.faults) == before else None


def _tariff(reader: Reader) -> DutyRate | None:
    """``{"ad_valorem": "0.165"}``, ``{"specific": {...}}``, both, or ``{"text": "12% + 2 EUR/kg"}``."""
    if reader.raw("tariff", None) is None:
        return None
    tariff = reader.inner("tariff")
    if "text" in tariff.content:
        try:
            rate = parse_rate(tariff.text("text"))
        except UnreadableRate as error:
            tariff.fault("text", str(error))
            return None
        tariff.no_others()
        return rate
    ad_valorem = tariff.number("ad_valorem", Decimal(0))
    specific = tariff.raw("specific", None)
    parts = (_specific(tariff.inner("specific")),) if specific is not None else ()
    if "ad_valorem" not in tariff.content and specific is None:
        tariff.fault("", "needs ad_valorem, specific or text")
    tariff.no_others()
    return DutyRate(ad_valorem, parts)


def _specific(reader: Reader) -> Specific:
    part = Specific(
        reader.number("amount"),
        _currency(reader, "currency"),
        reader.text("unit"),
        reader.number("per", Decimal(1), positive=True),
    )
    reader.no_others()
    return part


def consignment_to_document(consignment: Consignment) -> dict[str, Any]:
    """The document that reads back equal to ``consignment``."""
    dates = {kind: getattr(consignment.dates, kind) for kind in DATE_KINDS if kind != "as_of"}
    importer = consignment.importer
    return {
        "as_of": consignment.dates.as_of.isoformat(),
        "dates": {kind: day.isoformat() for kind, day in dates.items() if day},
        "origin_country": consignment.ship_from.country,
        "destination": {
            "country": consignment.destination.country,
            "region": consignment.destination.region,
            "postcode": consignment.destination.postcode,
        },
        "currency": consignment.currency,
        "channel": consignment.channel.value,
        "mode": consignment.mode,
        "incoterm": consignment.incoterm.value,
        "purpose": consignment.purpose.value,
        "seller": {
            "registrations": dict(consignment.seller.registrations),
            "country": consignment.seller.country,
        },
        "importer": {
            "kind": importer.kind.value,
            "id": importer.id,
            "used_this_year": str(importer.used_this_year),
        },
        "freight": str(consignment.freight),
        "insurance": str(consignment.insurance),
        "discount": str(consignment.discount),
        "fx": [
            {
                "base": r.base,
                "quote": r.quote,
                "rate": str(r.rate),
                "source": r.source,
                "on": r.on.isoformat(),
            }
            for r in consignment.fx
        ],
        "overrides": _plain(consignment.overrides),
        "lines": [_line_document(line) for line in consignment.lines],
    }


def _line_document(line: Line) -> dict[str, Any]:
    document: dict[str, Any] = {
        "id": line.id,
        "hs": line.hs,
        "origin": line.origin,
        "description": line.description,
        "quantity": str(line.quantity),
        "unit": line.unit,
        "unit_value": str(line.unit_value),
        "net_weight_g": line.net_weight_g,
        "attributes": _plain(line.attributes),
    }
    if line.tariff is not None:
        document["tariff"] = _tariff_document(line.tariff)
    return document


def _tariff_document(rate: DutyRate) -> dict[str, Any]:
    if rate.text:
        return {"text": rate.text}
    document: dict[str, Any] = {"ad_valorem": str(rate.ad_valorem)}
    for part in rate.specific[:1]:
        document["specific"] = {
            "amount": str(part.amount),
            "currency": part.currency,
            "unit": part.unit,
            "per": str(part.per),
        }
    return document


def _plain(values: Mapping[str, Attribute]) -> dict[str, str | bool]:
    return {name: value if isinstance(value, bool) else str(value) for name, value in values.items()}
