"""Official wordings of a duty brought into the one form that ``parse_rate`` reads.

Every function takes the wording and returns the rate with that wording as its text, or raises
``UnreadableRate``; nothing is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from entrepot.domain.duties.rates import DutyRate, UnreadableRate, parse_rate

_NUMBER: Final = r"([\d,]*\.?\d+)"
_US_UNITS: Final[Mapping[str, str]] = {
    "kg": "kg", "each": "item", "no.": "item", "doz.": "12item", "doz": "12item", "pr.": "pair",
    "prs.": "pair", "doz. pr.": "12pair", "doz. prs.": "12pair", "gross": "144item", "liter": "litre",
    "liters": "litre", "pf.liter": "litre_proof", "pf. liter": "litre_proof", "m2": "m2", "m²": "m2",
    "m3": "m3", "m³": "m3", "t": "1000kg", "g": "g", "carat": "carat", "1000": "1000item", "bbl": "barrel",
}  # fmt: skip
_ABOVE: Final = (
    "of alcohol, calculated on that alcohol content by which the percentage by volume of alcohol of the "
    "goods exceeds 1.15"
)
_AU_UNITS: Final[Mapping[str, str]] = {
    "kg": "kg", "l": "litre", "l of alcohol": "litre_alcohol", f"l {_ABOVE}": "litre_alcohol_above_1_15",
    "kg of tobacco content": "kg_tobacco", "stick": "stick", "kg tss": "kg_tss",
}  # fmt: skip
_UK_UNITS: Final[Mapping[str, str]] = {
    "kg": "kg", "p/st": "item", "hl": "100litre", "l": "litre", "m": "m", "m2": "m2", "m²": "m2",
    "m3": "m3", "m³": "m3", "pa": "pair", "kg/biodiesel": "kg_biodiesel", "% vol/hl": "percent_vol_hl",
    "l alc. 100%": "litre_alcohol", "g": "g", "kg/net eda": "kg_drained", "carats": "carat",
}  # fmt: skip
_EU_UNITS: Final[Mapping[str, str]] = {
    "DTN": "100kg", "KGM": "kg", "TNE": "1000kg", "GRM": "g", "HLT": "100litre", "LTR": "litre",
    "NAR": "item", "MIL": "1000item", "NPR": "pair", "MTR": "m", "MTK": "m2", "MTQ": "m3", "CEN": "100item",
    "ASV X": "percent_vol_hl", "DTN E": "100kg_drained", "KNE": "kg_drained", "LPA": "litre_alcohol",
    "CTM": "carat", "GFI": "g_fissile", "MWH": "mwh",
}  # fmt: skip


def us_duty(text: str) -> DutyRate:
    """``Free``, ``16.5%``, ``38.6¢/kg + 10%``, ``$1.05 each``, ``5¢/doz. + 3%``."""
    wording = re.sub(r"\s+\d+/$", "", text.strip())
    parts = [_us_part(part.strip()) for part in wording.split("+")]
    return _named(" + ".join(parts), text)


def _us_part(part: str) -> str:
    measured = re.fullmatch(rf"(\$?)\s*{_NUMBER}\s*(¢?)\s*(?:/\s*)?(.*)", part)
    if not measured or not (measured[1] or measured[3]):
        return part
    amount = Decimal(measured[2].replace(",", ""))
    if measured[3]:
        amount = amount / 100
    return f"{amount:f} USD/{_unit(_US_UNITS, measured[4].lower(), part)}"


def australian_duty(text: str) -> DutyRate:
    """``Free``, ``5%``, ``$0.526/L``, ``5%, and $2/L of alcohol``, ``5%, or, if lower, $0.45/kg TSS``."""
    wording = text.strip().replace(", or, if lower, ", " max ").replace(", and ", " + ")

    def in_words(found: re.Match[str]) -> str:
        unit = _unit(_AU_UNITS, found[2].strip().lower(), text)
        return f"{found[1].replace(',', '')} AUD/{unit}"

    return _named(re.sub(rf"\$\s*{_NUMBER}\s*/\s*([A-Za-z][^+$]*)", in_words, wording), text)


def british_duty(text: str) -> DutyRate:
    """``10.20 % + 93.10 EUR / 100 kg``, ``144.10 GBP / 1000 kg/biodiesel``, ``12.00 % MIN 0.70 GBP / kg``."""
    wording = re.sub(r"<[^>]+>", "", text).replace("\xa0", " ").strip()

    def in_words(found: re.Match[str]) -> str:
        return f"{found[1]} {found[2]}/{found[3] or ''}{_unit(_UK_UNITS, found[4].strip(), text)}"

    measured = rf"{_NUMBER}\s*([A-Z]{{3}})\s*/\s*(\d*)\s*(.+?)(?=\s*\+|\s+MIN|\s+MAX|$)"
    return _named(re.sub(measured, in_words, wording).replace(" %", "%"), text)


def union_duty(text: str) -> DutyRate:
    """``12.000 %``, ``10.200 % + 93.100 EUR DTN``, ``4.500 % MIN 0.300 EUR NAR MAX 0.800 EUR NAR``."""

    def in_words(found: re.Match[str]) -> str:
        return f"{found[1]} {found[2]}/{_unit(_EU_UNITS, found[3].strip(), text)}"

    measured = rf"{_NUMBER}\s+([A-Z]{{3}})\s+([A-Z]{{3}}(?: [A-Z])?)(?=\s*\+|\s+MIN|\s+MAX|\s*$)"
    return _named(re.sub(measured, in_words, text.strip()).replace(" %", "%"), text)


def _unit(units: Mapping[str, str], name: str, text: str) -> str:
    if name not in units:
        raise UnreadableRate(f"the unit {name!r} of {text.strip()!r} is not known")
    return units[name]


def _named(wording: str, text: str) -> DutyRate:
    return replace(parse_rate(wording), text=" ".join(text.split()))
