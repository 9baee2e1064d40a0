"""Dangerous goods and liquids: what may not go, how much may lie in one parcel, what must lie apart.

The rules are data (``rules/dangerous_goods.toml``) with source and confidence; this reads and applies them.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from entrepot.domain.packing.goods import Piece

# UN numbers of lithium batteries, alone, packed with or contained in equipment (UN Model Regulations, 3.2).
LITHIUM_NUMBERS: Final = frozenset(("UN3090", "UN3091", "UN3480", "UN3481"))
MEASURES: Final = ("pieces", "battery_g", "ml", "gross_g")


@dataclass(frozen=True, slots=True)
class Carriage:
    """How a parcel travels: transports of its legs, the lane's channel, and what the lane refuses."""

    transports: frozenset[str]
    channel: str
    is_abroad: bool
    refuses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class HazardRule:
    """One rule. It concerns a piece that has one of ``goods`` (a UN number or a flag), within the bounds,
    on a carriage that matches. ``parcel`` holds the most one parcel may have by ``MEASURES``."""

    code: str
    goods: frozenset[str]
    text: Mapping[str, str]
    source: str
    confidence: str
    transports: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    only_abroad: bool = False
    above_alcohol: Decimal | None = None
    above_watt_hours: Decimal | None = None
    above_ml: int | None = None
    forbidden: bool = False
    parcel: Mapping[str, int] = field(default_factory=dict)
    apart_from: frozenset[str] = frozenset()
    handling: frozenset[str] = frozenset()
    note: bool = False

    def governs(self, carriage: Carriage) -> bool:
        return (
            (not self.transports or bool(self.transports & carriage.transports))
            and (not self.channels or carriage.channel in self.channels)
            and (carriage.is_abroad or not self.only_abroad)
        )

    def concerns(self, piece: Piece) -> bool:
        """Whether the piece is of these goods and above the bounds."""
        bounds = (
            (self.above_alcohol, piece.alcohol),
            (self.above_watt_hours, piece.watt_hours),
            (self.above_ml, piece.content_ml),
        )
        above = all(bound is None or value > bound for bound, value in bounds)
        return above and bool(self.goods & piece.flags)


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an article may not travel so: the rule, or none when it is the lane's own word (``refused``)."""

    id: str
    rule: HazardRule | None = None
    refused: str = ""


def read_rules(text: str) -> tuple[HazardRule, ...]:
    """Rules from TOML. Raises ``ValueError`` naming the rule and field that cannot be read."""
    return tuple(_rule(row) for row in tomllib.loads(text)["rule"])


def _rule(row: Mapping[str, Any]) -> HazardRule:
    known = set(HazardRule.__dataclass_fields__)
    if wrong := sorted(set(row) - known) + sorted(set(row.get("parcel", {})) - set(MEASURES)):
        raise ValueError(f"dangerous goods rule {row.get('code')!r}: unknown {', '.join(wrong)}")
    sets = ("goods", "transports", "channels", "apart_from", "handling")
    decimals = ("above_alcohol", "above_watt_hours")
    values = dict(row)
    values |= {name: frozenset(row[name]) for name in sets if name in row}
    values |= {name: Decimal(row[name]) for name in decimals if name in row}
    return HazardRule(**values)


def hazard_flags(attributes: Mapping[str, Any], hs6: str) -> frozenset[str]:
    """What an article is: ``lithium``, ``dangerous``, ``alcohol``, ``liquid``, UN numbers, true attributes.

    A dangerous goods number decides the first two; a presumption not yet checked ("check:lithium") counts
    as the thing itself. Alcohol is told by its heading (HS 2203 to 2208), a liquid by its millilitres.
    """
    found = {name for name, value in attributes.items() if value is True}
    for word in str(attributes.get("dangerous_goods") or "").replace("check:", "").split():
        is_battery = word in LITHIUM_NUMBERS or word == "lithium"
        found |= {word, "lithium" if is_battery else "dangerous"}
    if "2203" <= hs6[:4] <= "2208":
        found.add("alcohol")
    if attributes.get("content_ml") or attributes.get("net_content_ml"):
        found.add("liquid")
    return frozenset(found)


def governing(rules: Iterable[HazardRule], carriage: Carriage) -> tuple[HazardRule, ...]:
    return tuple(rule for rule in rules if rule.governs(carriage))


def barred(rules: Iterable[HazardRule], carriage: Carriage) -> frozenset[str]:
    """Flags that may never travel so, whatever the size: what a lane refuses before anything is packed."""
    return frozenset(
        flag
        for rule in governing(rules, carriage)
        if rule.forbidden and not any((rule.above_alcohol, rule.above_watt_hours, rule.above_ml))
        for flag in rule.goods
    )


def objections(
    pieces: Iterable[Piece], carriage: Carriage, rules: Iterable[HazardRule]
) -> tuple[Objection, ...]:
    """Everything that may not travel so at all, by piece; a rule before the lane's own word."""
    found = []
    inforce = governing(rules, carriage)
    for piece in pieces:
        found += [
            Objection(piece.id, rule) for rule in inforce if rule.concerns(piece) and _bars(rule, piece)
        ]
        found += [Objection(piece.id, refused=flag) for flag in sorted(piece.flags & carriage.refuses)]
    return tuple(found)


def _bars(rule: HazardRule, piece: Piece) -> bool:
    """Forbidden as such, or one article is more than a parcel may hold."""
    return rule.forbidden or any(measured(piece, measure) > most for measure, most in rule.parcel.items())


def measured(piece: Piece, measure: str) -> int:
    """What one of ``piece`` counts towards a limit of a parcel."""
    return {
        "pieces": 1,
        "battery_g": piece.net_battery_g,
        "ml": piece.content_ml,
        "gross_g": piece.weight_g,
    }[measure]


def may_lie_together(units: Iterable[Piece], rules: Iterable[HazardRule]) -> bool:
    """Whether one parcel may hold exactly these: within every limit, nothing beside what it must be apart
    from. ``rules`` are those that govern."""
    lying = list(units)
    for rule in rules:
        concerned = [unit for unit in lying if rule.concerns(unit)]
        for measure, most in rule.parcel.items():
            if sum(measured(unit, measure) * unit.quantity for unit in concerned) > most:
                return False
        if concerned and any(rule.apart_from & unit.flags for unit in lying):
            return False
    return True


def handling_of(units: Iterable[Piece], rules: Iterable[HazardRule]) -> frozenset[str]:
    """How a parcel of these is to be handled: ``upright``, ``bagged``, ``lithium_mark``, ``lq_mark``."""
    lying = list(units)
    return frozenset(
        word for rule in rules if any(rule.concerns(unit) for unit in lying) for word in rule.handling
    )
