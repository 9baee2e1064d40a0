"""Which papers a shipment needs: rules as data, read against how and with what it travels."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

POSTAL_FORM: Final = "postal_form"


@dataclass(frozen=True, slots=True)
class PostalForms:
    """CN 22 serves up to a value in special drawing rights and a weight, CN 23 above either.

    ``euros_a_sdr`` is what one unit is worth; a low one only asks for the CN 23 earlier, which posts accept
    for every item.
    """

    cn22_sdr: Decimal
    cn22_weight_g: int
    euros_a_sdr: Decimal
    source: str
    confidence: str

    def form(self, value_eur: Decimal, weight_g: int) -> str:
        """``cn22`` or ``cn23`` for one item of that value and gross weight; the limits are included."""
        small = value_eur <= self.cn22_sdr * self.euros_a_sdr and weight_g <= self.cn22_weight_g
        return "cn22" if small else "cn23"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """``paper`` is needed where every condition that is set holds."""

    paper: str
    source: str
    confidence: str
    abroad: bool | None = None
    channels: frozenset[str] = frozenset()
    parcels_from: int = 1
    dangerous: bool = False
    named_by_mode: bool = False


@dataclass(frozen=True, slots=True)
class Travel:
    """A shipment as the rules see it. ``parcels`` are value in euros and gross grams of each; ``dangerous``
    when a rule of dangerous goods asks for a note; ``of_mode`` are the papers its mode names."""

    abroad: bool
    channel: str
    parcels: tuple[tuple[Decimal, int], ...]
    dangerous: bool = False
    of_mode: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PaperRules:
    rules: tuple[PaperRule, ...]
    postal: PostalForms


@dataclass(frozen=True, slots=True)
class NeededPaper:
    paper: str
    source: str
    confidence: str


def read_paper_rules(text: str) -> PaperRules:
    """Rules from TOML. Raises ``KeyError`` or ``TypeError`` for a file that cannot be read."""
    raw = tomllib.loads(text)
    return PaperRules(tuple(_rule(row) for row in raw["paper"]), _postal(raw["postal_forms"]))


def _rule(row: Mapping[str, Any]) -> PaperRule:
    return PaperRule(**{**row, "channels": frozenset(row.get("channels", ()))})


def _postal(row: Mapping[str, Any]) -> PostalForms:
    return PostalForms(
        Decimal(row["cn22_sdr"]), row["cn22_weight_g"], Decimal(row["euros_a_sdr"]), row["source"],
        row["confidence"],
    )  # fmt: skip


def papers_needed(travel: Travel, known: PaperRules) -> tuple[NeededPaper, ...]:
    """Each paper once, in the order of the rules. Of several parcels the one that asks for more decides
    between CN 22 and CN 23."""
    found: dict[str, NeededPaper] = {}
    for rule in known.rules:
        if not _holds(rule, travel):
            continue
        paper = _postal_form(travel.parcels, known.postal) if rule.paper == POSTAL_FORM else rule.paper
        found.setdefault(paper, NeededPaper(paper, rule.source, rule.confidence))
    return tuple(found.values())


def _holds(rule: PaperRule, travel: Travel) -> bool:
    return (
        rule.abroad in (None, travel.abroad)
        and (not rule.channels or travel.channel in rule.channels)
        and len(travel.parcels) >= rule.parcels_from
        and (travel.dangerous or not rule.dangerous)
        and (rule.paper in travel.of_mode or not rule.named_by_mode)
    )


def _postal_form(parcels: Sequence[tuple[Decimal, int]], postal: PostalForms) -> str:
    return max((postal.form(value, weight) for value, weight in parcels), default="cn23")
