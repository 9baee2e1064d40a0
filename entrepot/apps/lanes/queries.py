"""The lanes in force as domain values."""

from collections import defaultdict
from datetime import date

from entrepot.apps.lanes.models import FulfilmentMode, Lane, PriceBand
from entrepot.domain.sourcing.lanes import Band, LaneBook
from entrepot.domain.sourcing.lanes import Lane as LaneValue
from entrepot.kit.recent import Recent


def lane_book(on: date) -> LaneBook:
    """All active lanes valid ``on`` a day whose mode is in use, kept for some seconds per process."""
    return _books[on]


def mode(code: str) -> FulfilmentMode:
    """The mode ``code``, kept for some seconds. Raises ``KeyError`` for an unknown one."""
    return _modes["all"][code]


def forget() -> None:
    """Read lanes and modes anew at the next request (used after loading and editing)."""
    _books.forget()
    _modes.forget()


def _load_book(on: date) -> LaneBook:
    rows = list(
        Lane.objects.filter(is_active=True, valid__contains=on, mode__config__in_use=True)
        .select_related("mode")
        .order_by("code")
    )
    bands: dict[int, dict[str, list[Band]]] = defaultdict(lambda: defaultdict(list))
    priced = PriceBand.objects.filter(lane__in=rows).order_by("lane_id", "zone", "up_to_g")
    for lane_id, zone, up_to_g, amount in priced.values_list("lane_id", "zone", "up_to_g", "amount"):
        bands[lane_id][zone].append(Band(up_to_g, amount))
    return LaneBook.of(on, (_to_domain(row, bands[row.pk]) for row in rows))


def _to_domain(row: Lane, bands: dict[str, list[Band]]) -> LaneValue:
    return LaneValue(
        code=row.code,
        mode=row.mode.code,
        stock_kinds=frozenset(row.mode.config["stock"]),
        origin=row.origin_country,
        destinations=frozenset(row.destinations),
        currency=row.currency,
        bands={zone: tuple(found) for zone, found in bands.items()},
        min_days=row.min_days,
        max_days=row.max_days,
        handling_days=row.handling_days,
        max_weight_g=row.max_weight_g,
        volumetric_divisor=row.volumetric_divisor,
        refuses=frozenset(row.refuses),
        incoterm=row.incoterm,
        channel=row.channel,
        carrier=row.carrier,
        service=row.service,
        customs_port=row.customs_port,
        name=row.name,
    )


def _load_modes(_key: str) -> dict[str, FulfilmentMode]:
    return {row.code: row for row in FulfilmentMode.objects.all()}


_books: Recent[date, LaneBook] = Recent(_load_book)
_modes: Recent[str, dict[str, FulfilmentMode]] = Recent(_load_modes)
