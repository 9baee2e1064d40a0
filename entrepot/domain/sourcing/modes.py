"""The configuration of a fulfilment mode, and what is wrong with one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from entrepot.domain.sourcing.legs import LEG_KINDS

STOCK_KINDS: Final = ("own", "overseas", "bonded", "store", "supplier", "buyer")
PAPERS: Final = (
    "label", "cn23", "commercial_invoice", "packing_list", "manifest", "bonded_release_list",
    "proof_of_purchase", "pick_up_note",
)  # fmt: skip
PROMISES: Final = (
    "lane_days", "cut_off_and_lane_days", "flight_cut_off", "lead_days_and_lane_days",
    "purchase_and_lane_days", "opening_hours", "agreed",
)  # fmt: skip
# What a person may receive in parcels for personal use, by country: goods worth ``value`` within
# ``within_days``, ``parcels`` of them within ``parcels_within_days``, and by what rule.
PERSONAL_LIMIT: Final = ("currency", "value", "within_days", "parcels", "parcels_within_days", "source")
DIRECTIONS: Final = ("export", "import")
IMPORTERS: Final = ("private", "business")
FLAGS: Final = ("in_use", "leaves_bond", "combines_with_lanes_of_any_mode")
SHARES: Final = ("deposit_share", "deposit_forfeit_share", "commission_share")
DAYS: Final = ("buy_within_days", "balance_within_days")
LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "stock": STOCK_KINDS,
    "legs": LEG_KINDS,
    "inbound_legs": LEG_KINDS,
    "papers": PAPERS,
    "identities": ("provisional", "local"),
    "importers": IMPORTERS,
}
NEEDED: Final = ("stock", "legs", "declarations", "papers", "promise", "in_use")
PLACE: Final = re.compile(r"[A-Z]{2}|\*")
PROCEDURE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]{0,29}")
CURRENCY: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class ModeFault:
    """``field`` is a name of the configuration (``declarations.export``), ``problem`` one of ``missing``,
    ``unknown_field``, ``empty``, ``unknown_value``, ``not_yes_or_no``, ``not_a_place``, ``not_a_procedure``,
    ``not_a_share``, ``not_days``, ``not_a_limit``; ``value`` is what was found, ``known`` what
    could stand there."""

    field: str
    problem: str
    value: str = ""
    known: tuple[str, ...] = ()


def faults_of(config: Mapping[str, Any]) -> list[ModeFault]:
    """Everything wrong with the configuration of a mode; nothing when it may be used."""
    known = {*NEEDED, *LISTS, *FLAGS, *SHARES, *DAYS, "personal_limits", "search_words"}
    found = [ModeFault(name, "missing") for name in NEEDED if name not in config]
    found += [
        ModeFault(name, "unknown_field", name, tuple(sorted(known))) for name in config if name not in known
    ]
    for name, values in LISTS.items():
        if name in config:
            found += _list_faults(name, config[name], values)
    found += [
        ModeFault(name, "not_yes_or_no", str(config[name]))
        for name in FLAGS
        if name in config and not isinstance(config[name], bool)
    ]
    if "promise" in config and config["promise"] not in PROMISES:
        found.append(ModeFault("promise", "unknown_value", str(config["promise"]), PROMISES))
    found += _declaration_faults(config.get("declarations", {}))
    found += [
        ModeFault(name, "not_a_share", str(config[name]))
        for name in SHARES
        if name in config and not _is_share(config[name], may_be_none=name != "deposit_share")
    ]
    found += [
        ModeFault(name, "not_days", str(config[name]))
        for name in DAYS
        if name in config and not (isinstance(config[name], int) and 1 <= config[name] <= 90)
    ]
    words = config.get("search_words", [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        found.append(ModeFault("search_words", "empty"))
    limits = config.get("personal_limits", {})
    found += [
        ModeFault("personal_limits", "not_a_limit", str(country))
        for country, limit in (limits.items() if isinstance(limits, Mapping) else [("", None)])
        if not (PLACE.fullmatch(country) and country != "*" and _is_limit(limit))
    ]
    return found


def _is_limit(limit: Any) -> bool:
    if not isinstance(limit, Mapping) or set(limit) != set(PERSONAL_LIMIT):
        return False
    try:
        is_amount = Decimal(limit["value"]).is_finite() and Decimal(limit["value"]) > 0
    except (InvalidOperation, TypeError):
        return False
    counts = [limit[name] for name in ("within_days", "parcels", "parcels_within_days")]
    are_counts = all(isinstance(count, int) and 1 <= count <= 366 for count in counts)
    return is_amount and are_counts and bool(CURRENCY.fullmatch(str(limit["currency"])))


def _list_faults(name: str, values: Any, known: tuple[str, ...]) -> Iterable[ModeFault]:
    if not isinstance(values, list) or not values:
        return [ModeFault(name, "empty")]
    return [ModeFault(name, "unknown_value", str(value), known) for value in values if value not in known]


def _declaration_faults(declarations: Any) -> list[ModeFault]:
    """``{"export": {country, "EU" or "*": procedure}, "import": {...}}``."""
    if not isinstance(declarations, Mapping):
        return [ModeFault("declarations", "empty")]
    found = [
        ModeFault(f"declarations.{name}", "unknown_field", str(name), DIRECTIONS)
        for name in declarations
        if name not in DIRECTIONS
    ]
    for direction in DIRECTIONS:
        field, named = f"declarations.{direction}", declarations.get(direction)
        if not isinstance(named, Mapping):
            found.append(ModeFault(field, "missing"))
            continue
        found += [
            ModeFault(field, "not_a_place", str(place)) for place in named if not PLACE.fullmatch(place)
        ]
        found += [
            ModeFault(field, "not_a_procedure", str(procedure))
            for procedure in named.values()
            if not isinstance(procedure, str) or not PROCEDURE.fullmatch(procedure)
        ]
    return found


def _is_share(value: Any, *, may_be_none: bool) -> bool:
    try:
        return (0 if may_be_none else Decimal("0.00001")) <= Decimal(value) <= 1
    except (InvalidOperation, TypeError):
        return False
