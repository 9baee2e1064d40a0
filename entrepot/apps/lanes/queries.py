"""The lanes in force as domain values."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from entrepot.apps.catalog.queries.branches import branches
from entrepot.apps.lanes.models import (
    CarrierLiability,
    FulfilmentMode,
    Lane,
    LaneRevision,
    NumberPool,
    PriceBand,
    PriceGrid,
    RoutingRule,
    Scorecard,
)
from entrepot.domain.deposits import terms_of
from entrepot.domain.packing.hazards import Carriage, barred
from entrepot.domain.sourcing.lane_documents import legs_of, schedule_of, steps_of, surcharges_of, zones_of
from entrepot.domain.sourcing.lanes import Band, LaneBook, Zone
from entrepot.domain.sourcing.lanes import Lane as LaneValue
from entrepot.domain.sourcing.price_tables import PriceTable
from entrepot.domain.sourcing.routing_rules import RoutingRule as RuleValue
from entrepot.domain.sourcing.routing_rules import obeying
from entrepot.domain.sourcing.weights import WeightRule
from entrepot.domain.tracking.scorecard import NOTHING_KNOWN, RoutingInputs, routing_inputs
from entrepot.kit.recent import Kept, Recent
from entrepot.kit.texts import text_in
from entrepot.rules.dangerous_goods import packaged_hazard_rules

# A change made by another process is seen within this time; one of this process at its next look.
SECONDS_BETWEEN_LOOKS = 1
# How many numbers a row of lanes_numberpool can give now: of its range, listed, and void for long enough.
NUMBERS_LEFT: Final = """
coalesce(last_serial - next_serial + 1, 0) + (
  select count(*) from lanes_poolednumber pooled
  where pooled.pool_id = lanes_numberpool.id and (
    pooled.state = 'free'
    or pooled.state = 'void' and pooled.changed_at <= now() - reuse_after_days * interval '1 day'))
"""

Bands = Mapping[str, tuple[Band, ...]]


def lane_book(on: date) -> LaneBook:
    """All active lanes for orders valid ``on`` a day whose mode is in use, with the price grids of that day,
    as far as the routing rules of that day leave them open.

    Kept per process until any lane, mode or rule changes: every process sees the change within a second.
    """
    return _books.get((_revision["now"], on), lambda: fresh_lane_book(on))


def fresh_lane_book(on: date) -> LaneBook:
    """The same read from the database, also what the present transaction has changed and may undo."""
    newest = PriceGrid.objects.filter(lane=OuterRef("pk"), valid_from__lte=on).order_by("-valid_from")
    rows = list(
        Lane.objects.filter(
            is_active=True, is_replenishment=False, valid__contains=on, mode__config__in_use=True
        )
        .annotate(grid_id=Subquery(newest.values("pk")[:1]), grid_zones=Subquery(newest.values("zones")[:1]))
        .exclude(grid_id=None)
        .select_related("mode")
        .order_by("code")
    )
    bands = _bands_of([row.grid_id for row in rows])
    records = _records()
    lanes = (
        replace(
            _to_domain(row, zones_of(row.grid_zones), bands[row.grid_id], on),
            record=records.get(row.code, NOTHING_KNOWN),
        )
        for row in rows
    )
    return LaneBook.of(on, obeying(lanes, _routing_rules(on)))


def _routing_rules(on: date) -> list[RuleValue]:
    """Those in force ``on`` a day; a category stands for those beneath it, too."""
    rules = (row.value for row in RoutingRule.objects.filter(valid__contains=on))
    return [replace(rule, categories=branches(rule.categories)) for rule in rules]


def _to_domain(row: Lane, zones: tuple[Zone, ...], bands: Bands, on: date) -> LaneValue:
    """``row`` with its mode, and the ``zones`` and ``bands`` of a grid, as of the day ``on``."""
    config = row.mode.config
    legs = legs_of(row.legs)
    carriage = Carriage(
        frozenset(leg.transport for leg in legs), row.channel, row.origin_country not in row.destinations
    )
    return LaneValue(
        code=row.code,
        mode=row.mode.code,
        stock_kinds=frozenset(config["stock"]),
        origin=row.origin_country,
        destinations=frozenset(row.destinations),
        currency=row.currency,
        bands=bands,
        zones=zones,
        min_days=row.min_days,
        max_days=row.max_days,
        handling_days=row.handling_days,
        schedule=schedule_of(row.schedule),
        legs=legs,
        surcharges=tuple(one for one in surcharges_of(row.surcharges) if one.is_valid_on(on)),
        max_weight_g=row.max_weight_g,
        max_side_mm=row.max_side_mm,
        max_girth_mm=row.max_girth_mm,
        min_value=row.min_value,
        max_value=row.max_value,
        weight_rule=WeightRule(
            row.volumetric_divisor, row.volumetric_share, row.volumetric_waiver, steps_of(row.weight_steps)
        ),
        refuses=frozenset(row.refuses) | barred(packaged_hazard_rules(), carriage),
        incoterm=row.incoterm,
        channel=row.channel,
        carrier=row.carrier,
        service=row.service,
        customs_port=row.customs_port,
        name=row.name,
        leaves_bond=bool(config.get("leaves_bond")),
        deposit=terms_of(config),
        importers=frozenset(config.get("importers", ())),
    )


def mode(code: str) -> FulfilmentMode:
    """The mode ``code``, kept until any mode changes. Raises ``KeyError`` for an unknown one."""
    return _modes.get(_revision["now"], _load_modes)[code]


def mode_name(code: str) -> str:
    """The name of a mode in the active language; its code when it is gone."""
    known = _modes.get(_revision["now"], _load_modes).get(code)
    return text_in(known.name) if known else code


def has_leg(mode_code: str, leg: str) -> bool:
    """Whether the mode ``mode_code`` has a leg of that kind; an unknown one has none."""
    known = _modes.get(_revision["now"], _load_modes).get(mode_code)
    return known is not None and leg in known.config.get("legs", ())


def is_collected(mode_code: str) -> bool:
    """Whether buyers fetch goods of the mode from a shop's counter."""
    return has_leg(mode_code, "hand_over")


def gives_local_number(mode_code: str) -> bool:
    """Whether parcels of the mode bear a number of the destination's carrier from the start."""
    known = _modes.get(_revision["now"], _load_modes).get(mode_code)
    return known is not None and "local" in known.config.get("identities", ())


def leaves_bond(mode_code: str) -> bool:
    """Whether goods of the mode lie under bond in the country of their buyers."""
    known = _modes.get(_revision["now"], _load_modes).get(mode_code)
    return known is not None and bool(known.config.get("leaves_bond"))


def modes_sought(text: str) -> tuple[list[FulfilmentMode], str]:
    """The modes in use that a search names by their words ("bonded", ``保税``), and the text without."""
    sought = text.casefold()
    named = [
        (row, word.casefold())
        for row in _modes.get(_revision["now"], _load_modes).values()
        for word in row.config.get("search_words", ())
        if row.config["in_use"] and word.casefold() in sought
    ]
    found = [(row, word) for row, word in named if _stands_alone(word, sought)]
    for word in sorted({word for _row, word in found}, key=len, reverse=True):
        sought = sought.replace(word, " ")
    return list({row.code: row for row, _word in found}.values()), " ".join(sought.split())


def _stands_alone(word: str, text: str) -> bool:
    """Whether a Latin word is no part of a longer one; Chinese has no spaces between words."""
    return not word.isascii() or re.search(rf"\b{re.escape(word)}\b", text) is not None


def lane_on(row: Lane, on: date) -> LaneValue:
    """One lane as a value with the prices and surcharges of a day, offered or not.

    Raises ``ValueError`` when a part of it is malformed.
    """
    table = price_table(grid_on(row, on))
    return _to_domain(row, table.zones, table.bands, on)


def grid_on(row: Lane, on: date) -> PriceGrid | None:
    """The price grid of a lane that is in force on a day."""
    return row.grids.filter(valid_from__lte=on).order_by("-valid_from").first()


def price_table(grid: PriceGrid | None) -> PriceTable:
    """The prices of ``grid``; of none, no prices."""
    if grid is None:
        return PriceTable({})
    return PriceTable(_bands_of([grid.pk])[grid.pk], zones_of(grid.zones))


def liability_on(carrier: str, service: str, on: date) -> CarrierLiability | None:
    """What the carrier's service is liable for if it takes a parcel over on that day; ``None``: not known."""
    terms = CarrierLiability.objects.filter(carrier=carrier, service=service, valid_from__lte=on)
    return terms.order_by("-valid_from").first()


def pools_with_left() -> QuerySet[Any]:
    """Number pools (``NumberPool``) with ``left``, the numbers that each can still give now."""
    return NumberPool.objects.annotate(left=RawSQL(NUMBERS_LEFT, []))


def low_pools() -> QuerySet[Any]:
    """The pools in use that are down at their low-water mark, the emptiest first: the carrier is asked."""
    return pools_with_left().filter(is_active=True, left__lte=F("low_water")).order_by("left", "code")


def lanes_that_end(by: date) -> QuerySet[Any]:
    """Code and end (the first day without it) of the lanes in use that end by a day, or have ended."""
    ending = Lane.objects.filter(is_active=True, valid__endswith__lte=by)
    return ending.order_by("code").values_list("code", "valid__endswith")


def forget() -> None:
    """Look again at the next request (after a change in this process)."""
    _revision.forget()


def _bands_of(grid_ids: list[int]) -> dict[int, dict[str, tuple[Band, ...]]]:
    found: dict[int, dict[str, tuple[Band, ...]]] = defaultdict(dict)
    rows = PriceBand.objects.filter(grid__in=grid_ids).order_by("grid_id", "zone", "up_to_g")
    columns = ("grid_id", "zone", "up_to_g", "amount", "above_g", "step_g", "step_amount")
    for grid_id, zone, *numbers in rows.values_list(*columns):
        found[grid_id][zone] = (*found[grid_id].get(zone, ()), Band(*numbers))
    return found


def _records() -> dict[str, RoutingInputs]:
    """By lane, what its parcels say of it."""
    scored = Scorecard.objects.filter(subject=Scorecard.Subject.LANE)
    return {
        lane: routing_inputs(median_hours, on_time, lost)
        for lane, median_hours, on_time, lost in scored.values_list("lane", "median_hours", "on_time", "lost")
    }


def _load_modes() -> dict[str, FulfilmentMode]:
    return {row.code: row for row in FulfilmentMode.objects.all()}


def _load_revision(_key: str) -> int:
    return LaneRevision.objects.values_list("number", flat=True).get()


_revision: Recent[str, int] = Recent(_load_revision, seconds=SECONDS_BETWEEN_LOOKS)
_books: Kept[tuple[int, date], LaneBook] = Kept()
_modes: Kept[int, dict[str, FulfilmentMode]] = Kept()
