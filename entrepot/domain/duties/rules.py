"""Rules as dated data: one rule says one thing, from a day on, until a day, on somebody's word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from entrepot.domain.duties.consignment import Attribute, Dates
from entrepot.domain.duties.outcome import RuleUsed

Value = Decimal | str | bool | tuple[str, ...]
DATE_KINDS: Final = ("as_of", "sale", "export", "entry", "acceptance", "registration")
ALL_GOODS: Final = ("",)
PERIODS: Final = ("today", "this_year")
# How a rule works is not a parameter of the regime, so it cannot be overridden; these take only these words.
_FIXED: Final = frozenset(("method", "form", "explain", "kind", "code", "postcode", "effect"))
VOCABULARIES: Final[Mapping[str, tuple[str, ...]]] = {
    "round_mode": ("half_up", "half_even", "floor", "ceiling"),
    "base": ("goods", "goods_freight", "cif"),
    "uplift_base": ("goods", "goods_freight", "cif"),
    "due": ("checkout", "delivery"),
    "day": DATE_KINDS,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """When a rule applies. Everything empty means always.

    ``limit`` (in ``currency``) is held against ``basis``: ``goods`` (after discount, without freight),
    ``cif`` (goods + freight + insurance), per ``scope``: ``consignment`` or ``item`` (one piece);
    ``share`` is the part of it that counts (Japan: 0.6 of the retail price).
    A value equal to the limit is within it unless ``below`` is set; ``above`` is a lower
    bound that the value must pass (or reach, with ``above_included``). ``counting`` adds what the same
    importer already had ``today`` or ``this_year``; ``parcels`` is the most parcels of a half-year, this one
    among them; ``kilograms`` the most that the consignment weighs. ``goods`` and ``goods_not`` are
    HS prefixes.

    ``agreement`` (a name, or ``any``) asks for a proven claim of preference, ``agreement_not`` for none.
    ``inside`` and ``outside`` name an area (``customs``, ``vat``) that the destination is part of or not;
    ``importer_id`` the kind of number that the importer has given.
    """

    limit: Decimal | None = None
    currency: str = ""
    basis: str = "goods"
    share: Decimal = Decimal(1)
    scope: str = "consignment"
    below: bool = False
    above: Decimal | None = None
    above_included: bool = False
    registered: str = ""
    channels: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    importers: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    shipped_from: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    origins_not: frozenset[str] = frozenset()
    goods: tuple[str, ...] = ()
    goods_not: tuple[str, ...] = ()
    attribute: str = ""
    attribute_not: str = ""
    single_item: bool = False
    counting: str = ""
    parcels: Decimal | None = None
    kilograms: Decimal | None = None
    registered_not: str = ""
    declarations: frozenset[str] = frozenset()
    agreement: str = ""
    agreement_not: str = ""
    inside: str = ""
    outside: str = ""
    importer_id: str = ""

    def __post_init__(self) -> None:
        if self.counting not in ("", *PERIODS):
            raise ValueError(f"counting is one of {', '.join(PERIODS)}")


ALWAYS: Final = Condition()


@dataclass(frozen=True, slots=True)
class Rule:
    """``key`` says what question it answers (``duty``, ``tax``, ``vat``, ``fee``, ``restriction`` ...);
    among the rules of one key the lowest ``order`` whose condition holds decides.

    In force on ``[valid_from, valid_to)`` of the date called ``selected_by``; ``None`` is unbounded.
    ``confidence`` H, M or L: using an L rule makes the answer an estimate. ``places`` limits it to
    countries (``DE``) or regions (``CA-ON``) of its jurisdiction.
    """

    id: str
    key: str
    valid_from: date | None
    valid_to: date | None
    selected_by: str
    source: str
    confidence: str
    values: Mapping[str, Value] = field(default_factory=dict)
    when: Condition = ALWAYS
    order: int = 0
    places: frozenset[str] = frozenset()
    enabled: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        if self.valid_from and self.valid_to and self.valid_from >= self.valid_to:
            raise ValueError(f"rule {self.id}: valid_from must be before valid_to")
        if self.confidence not in ("H", "M", "L"):
            raise ValueError(f"rule {self.id}: confidence is H, M or L")
        if self.selected_by not in DATE_KINDS:
            raise ValueError(f"rule {self.id}: selected_by is one of {', '.join(DATE_KINDS)}")
        if not self.source:
            raise ValueError(f"rule {self.id}: a rule names its source")

    def in_force(self, dates: Dates) -> bool:
        day = dates.on(self.selected_by)
        return (not self.valid_from or self.valid_from <= day) and (not self.valid_to or day < self.valid_to)

    def number(self, name: str, default: str = "0") -> Decimal:
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else Decimal(default)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else default

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.values.get(name)
        return value if isinstance(value, bool) else default

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()

    def used(self) -> RuleUsed:
        return RuleUsed(
            self.id, self.valid_from, self.valid_to, self.selected_by, self.source, self.confidence
        )


@dataclass(frozen=True)
class RuleSet:
    """The rules of one jurisdiction in force for one set of dates at one place."""

    rules: tuple[Rule, ...]

    @cached_property
    def by_key(self) -> Mapping[str, tuple[Rule, ...]]:
        grouped: dict[str, list[Rule]] = {}
        for rule in self.rules:
            if not rule.enabled:
                continue
            grouped.setdefault(rule.key, []).append(rule)
        return {
            key: tuple(sorted(rules, key=lambda rule: (rule.order, rule.id)))
            for key, rules in grouped.items()
        }

    @cached_property
    def currencies(self) -> frozenset[str]:
        """Currencies in which the rules state amounts."""
        names = ("currency", "less_currency", "minimum_currency", "free_currency")
        named = {rule.text(name) for rule in self.rules for name in names}
        return frozenset(named | {rule.when.currency for rule in self.rules}) - {""}

    def all(self, key: str) -> tuple[Rule, ...]:
        return self.by_key.get(key, ())

    def first(self, key: str) -> Rule | None:
        found = self.by_key.get(key)
        return found[0] if found else None

    @cached_property
    def _classes(self) -> dict[tuple[str, str, frozenset[str]], Rule | None]:
        return {}

    def classify(self, key: str, hs: str, attributes: Mapping[str, Attribute]) -> Rule | None:
        """The rule of ``key`` for goods ``hs``: an attribute the goods have wins, then the longest prefix."""
        having = (
            frozenset(name for name, value in attributes.items() if value) if attributes else frozenset[str]()
        )
        found = self._classes.get((key, hs, having), self)
        if isinstance(found, RuleSet):
            found = self._classes[key, hs, having] = self._classify(key, hs, having)
        return found

    def _classify(self, key: str, hs: str, having: frozenset[str]) -> Rule | None:
        best: tuple[tuple[bool, int], Rule] | None = None
        for rule in self.all(key):
            if rule.when.attribute and rule.when.attribute not in having:
                continue
            for prefix in rule.when.goods or ALL_GOODS:
                rank = (bool(rule.when.attribute), len(prefix))
                if hs.startswith(prefix) and (best is None or rank > best[0]):
                    best = (rank, rule)
        return best[1] if best else None

    def overridden(self, overrides: Mapping[str, Attribute]) -> tuple["RuleSet", tuple[str, ...]]:
        """This set with values replaced, and the names that fitted no rule in force.

        A name is ``<rule id>.<value>``, or ``<key>.<value>`` for all general rules of a key that have
        such a value. The values ``limit``, ``above`` and ``enabled`` replace those of the rule itself.
        A value of another kind than the rule's own (text for a number) fits nothing.
        """
        rules, unknown = {rule.id: rule for rule in self.rules}, []
        for name, value in overrides.items():
            target, _, value_name = name.rpartition(".")
            named = [rules[target]] if target in rules else [
                rule for rule in rules.values()
                if rule.key == target and not rule.when.goods and _has_value(rule, value_name)
            ]  # fmt: skip
            changed = [found for rule in named if (found := _with_value(rule, value_name, value))]
            rules.update((rule.id, rule) for rule in changed)
            if not changed:
                unknown.append(name)
        return RuleSet(tuple(rules.values())), tuple(unknown)


def _has_value(rule: Rule, name: str) -> bool:
    if name in ("limit", "above"):
        return getattr(rule.when, name) is not None
    return name == "enabled" or name in rule.values


def _with_value(rule: Rule, name: str, value: Attribute) -> Rule | None:
    if name in ("limit", "above"):
        if not isinstance(value, Decimal) or not rule.when.currency:
            return None
        changed = replace(rule.when, limit=value) if name == "limit" else replace(rule.when, above=value)
        return replace(rule, when=changed)
    if name == "enabled":
        return replace(rule, enabled=value) if isinstance(value, bool) else None
    own = rule.values.get(name)
    if name in _FIXED or (own is not None and type(own) is not type(value)):
        return None
    if name in VOCABULARIES and value not in VOCABULARIES[name]:
        return None
    return replace(rule, values={**rule.values, name: value})


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A customs territory: its countries, the currency it assesses in, all its rules of all times."""

    code: str
    name: str
    countries: frozenset[str]
    currency: str
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for rule in self.rules:
            if rule.id in seen:
                raise ValueError(f"rule {rule.id} exists twice")
            seen.add(rule.id)

    def in_force(self, dates: Dates, country: str, region: str) -> RuleSet:
        here = {"", country, f"{country}-{region}"}
        return RuleSet(
            tuple(
                rule
                for rule in self.rules
                if (not rule.places or rule.places & here) and rule.in_force(dates)
            )
        )


def extended(parts: Iterable[Jurisdiction]) -> list[Jurisdiction]:
    """Jurisdictions with their supplements (those without countries) merged into them.

    Raises ``ValueError`` for a supplement to a jurisdiction that does not exist.
    """
    parts = tuple(parts)
    whole = {part.code: part for part in parts if part.countries}
    for part in parts:
        if not part.countries:
            if part.code not in whole:
                raise ValueError(f"rules extend {part.code}, which is not loaded")
            whole[part.code] = replace(whole[part.code], rules=whole[part.code].rules + part.rules)
    return list(whole.values())
