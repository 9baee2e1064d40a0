"""The keyword rules of classification_rules.csv: an article's category, HS code, weight and origin.

Rules are tried by rising priority; the first whose pattern occurs in the cleaned name (whole words, any case)
decides alone. A rule with confidence "none" gives a category but no HS code: the name does not say enough.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_SIZES = (
    (re.compile(r"\b(mini|tiny|petite?)\b", re.I), 50),
    (re.compile(r"\bsmall\b", re.I), 70),
    (re.compile(r"\blarge|\bbig\b", re.I), 150),
    (re.compile(r"\bgiant\b", re.I), 250),
)
_COUNT = re.compile(
    r"\b(?:set|pack|bundle|box|pair) of (\d+)\b|^(\d+)\b(?! (?:tier|drawer|hook|piece|wick|strand))", re.I
)
_MATERIALS = (
    *("wooden", "wood", "ceramic", "porcelain", "glass", "zinc", "enamel", "metal", "felt", "cotton", "silk"),
    *("paper", "acrylic", "wicker", "bamboo", "slate", "raffia", "plastic", "polyester", "velvet", "denim"),
    *("suede", "resin", "melamine", "feather", "crochet", "knitted", "aluminium", "brass", "copper", "steel"),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One keyword rule; `hs6` is empty when `confidence` is "none", `weight_g` is of one piece or pack."""

    rule_id: str
    pattern: re.Pattern[str]
    category: str
    hs6: str
    confidence: str
    material: str
    weight_g: int
    weight_per: str
    origin: str
    dangerous_goods: str


# What is known when no rule matches: nothing, and a middling weight.
UNMATCHED = Rule("unmatched", re.compile(""), "other-gifts", "", "none", "", 250, "pack", "CN", "")


def classify(name: str) -> Rule:
    """The first rule that matches the cleaned English name, or `UNMATCHED`."""
    return next((rule for rule in rules() if rule.pattern.search(name)), UNMATCHED)


def assumed_weight(rule: Rule, name: str) -> tuple[int, str]:
    """Grams of one sold unit and how they were assumed: the rule's weight, times size, times pieces."""
    weight, basis = rule.weight_g, f"{rule.rule_id}: {rule.weight_g} g per {rule.weight_per}"
    for pattern, percent in _SIZES:
        if pattern.search(name):
            weight, basis = weight * percent // 100, f"{basis}, size {percent} %"
            break
    count = _COUNT.search(name)
    if rule.weight_per == "piece" and count:
        pieces = min(int(count[1] or count[2]), 12)
        weight, basis = weight * pieces, f"{basis}, {pieces} pieces"
    return max(weight, 5), basis


def named_material(rule: Rule, name: str) -> str:
    """The material when the name says it, else the one the rule stands on, else empty."""
    words = re.findall(r"[a-z]+", name.lower())
    said = next((material for material in _MATERIALS if material in words), "")
    return {"wooden": "wood", "knitted": "textile", "crochet": "textile"}.get(said, said) or rule.material


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order in which they are tried."""
    with (HERE / "classification_rules.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["priority"]))
    return tuple(_rule(row) for row in rows)


def _rule(row: dict[str, str]) -> Rule:
    return Rule(
        rule_id=row["rule_id"],
        pattern=re.compile(rf"(?<![\w])(?:{row['pattern']})(?![\w])", re.IGNORECASE),
        category=row["category"],
        hs6=row["hs6"],
        confidence=row["confidence"],
        material=row["material"],
        weight_g=int(row["weight_g"]),
        weight_per=row["weight_per"],
        origin=row["origin"],
        dangerous_goods=row["dangerous_goods"],
    )
