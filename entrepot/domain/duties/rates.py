"""A rate of duty: by value, by measure, both, with a floor or a ceiling.

The text of official tariffs becomes a value (``parse_rate("12% + 2.50 EUR/kg max 20%")``) that can be
applied to a customs value and measured quantities.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_CENTS: Final = re.compile(r"([\d.]+)\s*¢\s*/\s*(\w+)")
_PERCENT: Final = re.compile(r"([\d.]+)\s*%")
_SPECIFIC: Final = re.compile(r"([\d.]+)\s+([A-Z]{3})\s*/\s*([\d.]*)\s*([A-Za-z]\w*)")


class UnreadableRate(ValueError):
    """Tariff text that this parser does not understand; nothing is assumed for it."""


class MissingMeasure(ValueError):
    """A specific duty needs a measure that the line does not state."""

    def __init__(self, unit: str) -> None:
        super().__init__(f"the duty is charged per {unit}, which the line does not state")
        self.unit = unit


@dataclass(frozen=True, slots=True)
class Specific:
    """``amount`` of ``currency`` for each ``per`` of ``unit`` (kg, litre, item, pair, m2 ...)."""

    amount: Decimal
    currency: str
    unit: str
    per: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class DutyRate:
    """``ad_valorem`` (decimal fraction) of the value plus every part of ``specific``, kept within
    ``minimum`` and ``maximum`` when they are given. ``text`` is the tariff's own wording."""

    ad_valorem: Decimal = Decimal(0)
    specific: tuple[Specific, ...] = ()
    minimum: "DutyRate | None" = None
    maximum: "DutyRate | None" = None
    text: str = ""

    def __post_init__(self) -> None:
        if not self.ad_valorem.is_finite() or self.ad_valorem < 0:
            raise ValueError("an ad valorem rate is not negative")
        if any(part.amount < 0 or part.per <= 0 for part in self.specific):
            raise ValueError("a specific duty is a positive amount per positive quantity")

    @property
    def is_pure_ad_valorem(self) -> bool:
        return not (self.specific or self.minimum or self.maximum)

    def units(self) -> frozenset[str]:
        """The measures this rate asks for."""
        inner = [bound.units() for bound in (self.minimum, self.maximum) if bound]
        return frozenset(part.unit for part in self.specific).union(*inner)

    def currencies(self) -> frozenset[str]:
        inner = [bound.currencies() for bound in (self.minimum, self.maximum) if bound]
        return frozenset(part.currency for part in self.specific).union(*inner)

    def apply(self, value: Decimal, measures: Mapping[str, Decimal], fx: Mapping[str, Decimal]) -> Decimal:
        """Duty on ``value``, unrounded. ``fx`` gives the value of one unit of each specific currency.

        Raises ``MissingMeasure`` when a measure that the rate needs is not in ``measures``.
        """
        duty = value * self.ad_valorem
        for part in self.specific:
            if part.unit not in measures:
                raise MissingMeasure(part.unit)
            duty += part.amount * measures[part.unit] / part.per * fx[part.currency]
        if self.minimum:
            duty = max(duty, self.minimum.apply(value, measures, fx))
        if self.maximum:
            duty = min(duty, self.maximum.apply(value, measures, fx))
        return duty

    def written(self) -> str:
        """The rate in the form that ``parse_rate`` reads, whatever its ``text``."""
        parts = [f"{(self.ad_valorem * 100).normalize():f}%"] if self.ad_valorem or not self.specific else []
        for part in self.specific:
            per = "" if part.per == 1 else f"{part.per:f}"
            parts.append(f"{part.amount:f} {part.currency}/{per}{part.unit}")
        bounds = [
            f" {word} {bound.written()}"
            for word, bound in (("min", self.minimum), ("max", self.maximum))
            if bound
        ]
        return " + ".join(parts) + "".join(bounds)

    def __str__(self) -> str:
        return self.text or f"{(self.ad_valorem * 100).normalize():f}%"


FREE: Final = DutyRate(text="Free")


def parse_rate(text: str) -> DutyRate:
    """Read ``Free``, ``12%``, ``5¢/kg + 3%``, ``8% + 2.50 EUR/100kg min 5% max 20%``.

    Raises ``UnreadableRate`` for anything else.
    """
    stripped = text.strip()
    if stripped.lower() in ("free", "0"):
        return DutyRate(text=stripped)
    head, *bounds = re.split(r"\b(min|max)\b", stripped, flags=re.IGNORECASE)
    rate = _sum_of_parts(head, stripped)
    limits = {
        word.lower(): _sum_of_parts(part, part) for word, part in zip(bounds[::2], bounds[1::2], strict=True)
    }
    return DutyRate(rate.ad_valorem, rate.specific, limits.get("min"), limits.get("max"), stripped)


def _sum_of_parts(text: str, label: str) -> DutyRate:
    by_value, by_measure = Decimal(0), []
    for part in text.split("+"):
        piece = part.strip()
        if match := _PERCENT.fullmatch(piece):
            by_value += Decimal(match[1]) / 100
        elif match := _CENTS.fullmatch(piece):
            by_measure.append(Specific(Decimal(match[1]) / 100, "USD", match[2].lower()))
        elif match := _SPECIFIC.fullmatch(piece):
            by_measure.append(Specific(Decimal(match[1]), match[2], match[4].lower(), Decimal(match[3] or 1)))
        else:
            raise UnreadableRate(f"cannot read the rate of duty {text.strip()!r}")
    return DutyRate(by_value, tuple(by_measure), text=label.strip())
