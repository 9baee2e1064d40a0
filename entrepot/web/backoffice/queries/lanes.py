"""Lanes as the console lists and shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from entrepot.apps.lanes.models import CarrierLiability, Lane
from entrepot.apps.lanes.queries import grid_on, price_table
from entrepot.apps.lanes.words import goods_named
from entrepot.domain.money import Money
from entrepot.domain.sourcing.lane_documents import legs_of, schedule_of, surcharges_of
from entrepot.domain.sourcing.lanes import Band
from entrepot.domain.sourcing.legs import Leg
from entrepot.domain.sourcing.surcharges import Surcharge
from entrepot.web.backoffice.lane_words import BASES, LEGS, TRANSPORTS, WEEKDAYS, named
from entrepot.web.places import country_name

USUAL, LATE = Decimal("0.5"), Decimal("0.9")


@dataclass(frozen=True)
class LaneSearch:
    """``state``: active, inactive or nothing; ``origin`` and ``to`` are countries, ``mode`` a code."""

    text: str = ""
    mode: str = ""
    origin: str = ""
    to: str = ""
    state: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "LaneSearch":
        told = {name: asked.get(name, "").strip()[:60] for name in ("mode", "origin", "to", "state")}
        return cls(text=asked.get("q", "").strip()[:60], **told)


def find_lanes(search: LaneSearch) -> QuerySet[Lane]:
    """The lanes that fit, by origin and code."""
    found = Lane.objects.select_related("mode").order_by("origin_country", "code")
    if search.text:
        words = Q(code__icontains=search.text) | Q(carrier__icontains=search.text)
        found = found.filter(
            words | Q(name__en__icontains=search.text) | Q(**{"name__zh-hans__icontains": search.text})
        )
    wanted = {"mode__code": search.mode, "origin_country": search.origin.upper()}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if search.to:
        found = found.filter(destinations__contains=[search.to.upper()])
    if search.state in ("active", "inactive"):
        found = found.filter(is_active=search.state == "active")
    return found


@dataclass(frozen=True)
class LegShown:
    """A leg with its name and the days in which half and nine of ten parcels have done it."""

    leg: Leg
    name: str
    transport: str
    usual: Decimal
    late: Decimal


@dataclass(frozen=True)
class SurchargeShown:
    """``when`` lists in words what must be met."""

    surcharge: Surcharge
    rate: str
    basis: str
    when: list[str]


@dataclass(frozen=True)
class ZoneShown:
    """A zone of the price grid: its places in words and its bands."""

    name: str
    places: str
    bands: list[tuple[Band, Money, Money]]


def lane_page(lane: Lane, on: date) -> dict[str, Any]:
    """What the page of ``lane`` shows of the day ``on``."""
    grid = grid_on(lane, on)
    table = price_table(grid)
    named_zones = {zone.name: zone for zone in table.zones}
    zones = []
    for name, bands in sorted(table.bands.items(), key=lambda pair: (not pair[0], pair[0])):
        zone = named_zones.get(name)
        places = _places(zone.countries, zone.postcodes) if zone else country_name(name)
        priced = [
            (band, Money(band.amount, lane.currency), Money(band.step_amount, lane.currency))
            for band in bands
        ]
        zones.append(ZoneShown(name, places, priced))
    return {
        "zones": zones,
        "grid": grid,
        "grids": lane.grids.order_by("-valid_from"),
        "liabilities": CarrierLiability.objects.filter(carrier=lane.carrier, service=lane.service),
        "legs": [_leg(leg) for leg in legs_of(lane.legs)],
        "surcharges": [_surcharge(each, lane.currency) for each in surcharges_of(lane.surcharges)],
        "schedule": schedule_of(lane.schedule),
        "working_days": named_days(lane.schedule.get("working_days")),
        "departure_days": named_days(lane.schedule.get("departure_days")),
    }


def named_days(days: Iterable[int] | None) -> str:
    """Weekdays in words; every day when none is named."""
    return ", ".join(gettext(WEEKDAYS[day]) for day in sorted(days)) if days else gettext("every day")


def _leg(leg: Leg) -> LegShown:
    tenth = Decimal("0.1")
    usual, late = (leg.transit.quantile(share).quantize(tenth) for share in (USUAL, LATE))
    (name,) = named(LEGS, [leg.kind])
    return LegShown(leg, name, "".join(named(TRANSPORTS, [leg.transport])), usual, late)


def _surcharge(one: Surcharge, currency: str) -> SurchargeShown:
    if one.basis in ("freight", "so_far"):
        rate = f"{(one.rate * 100).normalize():f} %"
    else:
        rate = f"{one.rate.normalize():f} {currency}"
    sizes = [
        (one.over_g, gettext("parcels above %(size)s g")),
        (one.over_side_mm, gettext("a side above %(size)s mm")),
        (one.over_girth_mm, gettext("length plus girth above %(size)s mm")),
    ]
    when = [_places(one.countries, one.postcodes)] if one.countries or one.postcodes else []
    when += [", ".join(goods_named(sorted(one.flags)))] if one.flags else []
    when += [text % {"size": size} for size, text in sizes if size is not None]
    return SurchargeShown(one, rate, "".join(named(BASES, [one.basis])), when)


def _places(countries: Iterable[str], postcodes: Iterable[str]) -> str:
    places = ", ".join(country_name(code) for code in sorted(countries))
    prefixes = " ".join(postcodes)
    return f"{places} {prefixes}…".strip() if prefixes else places
