"""The lines of a consignment's document: goods, their attributes, a rate of duty given with them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from entrepot.domain.duties.consignment import Attribute, Line, Preference
from entrepot.domain.duties.rates import DutyRate, Specific, UnreadableRate, parse_rate
from entrepot.domain.duties.reading import LARGEST_AMOUNT, NUMBER, Reader

LARGEST_QUANTITY: Final = Decimal(10) ** 7
LARGEST_SHARE: Final = Decimal(10)
NO_SHARE: Final = 'must be a decimal fraction: 20% is "0.20"'


def read_attributes(reader: Reader, name: str) -> Mapping[str, Attribute]:
    """True and false stay; a decimal string or whole number becomes a number; other text stays text."""
    inner = reader.inner(name, {})
    return {str(key): _attribute(inner, str(key), value) for key, value in inner.content.items()}


def _attribute(reader: Reader, name: str, value: object) -> Attribute:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        return value
    number = reader.decimal(name, value)
    if not 0 <= number <= LARGEST_AMOUNT:
        reader.fault(name, f"must be a number from 0 to {LARGEST_AMOUNT:,f}")
    return number


def read_lines(top: Reader) -> tuple[Line, ...]:
    """Every readable line; faults of the others are with the reader."""
    lines: list[Line] = []
    seen: set[str] = set()
    readers = top.each("lines")
    if not readers and isinstance(top.content.get("lines"), list):
        top.fault("lines", "needs at least one line")
    for reader in readers:
        if line := _line(reader):
            lines.append(line)
        name = reader.content.get("id")
        if isinstance(name, str) and name in seen:
            reader.fault("id", f"{name!r} is the id of another line; ids must differ")
        seen.add(str(name))
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
        "quantity": reader.number("quantity", positive=True, largest=LARGEST_QUANTITY),
        "unit": reader.text("unit", "item"),
        "unit_value": reader.number("unit_value"),
        "net_weight_g": reader.whole("net_weight_g", 0),
        "attributes": read_attributes(reader, "attributes"),
        "tariff": _tariff(reader),
        "preference": _preference(reader),
    }
    reader.no_others()
    return Line(hs=hs, **given) if len(reader.faults) == before else None


def _preference(reader: Reader) -> Preference | None:
    """``{"agreement": "CUSMA", "proof": "statement on origin of 2026-11-02"}``."""
    if reader.raw("preference", None) is None:
        return None
    claim = reader.inner("preference")
    made = Preference(claim.text("agreement", ""), claim.text("proof", ""))
    claim.no_others()
    return made


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
    if ad_valorem > LARGEST_SHARE:
        tariff.fault("ad_valorem", NO_SHARE)
    specific = tariff.raw("specific", None)
    parts = (_specific(tariff.inner("specific")),) if specific is not None else ()
    if "ad_valorem" not in tariff.content and specific is None:
        tariff.fault("", "needs ad_valorem, specific or text")
    tariff.no_others()
    return DutyRate(ad_valorem, parts)


def _specific(reader: Reader) -> Specific:
    part = Specific(
        reader.number("amount"),
        reader.currency("currency"),
        reader.text("unit").lower(),
        reader.number("per", Decimal(1), positive=True),
    )
    reader.no_others()
    return part
