"""By which clock a country lives, also one that has several."""

from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.core import get_global


@cache
def middle_zone(country: str) -> ZoneInfo:
    """Of a country's zones (ISO 3166 alpha-2) from west to east the one in the middle, so that few of its
    people live far from it; UTC for an unknown country."""
    zones = [ZoneInfo(name) for name in get_global("territory_zones").get(country, ["UTC"])]
    some_winter = datetime(2026, 1, 1, tzinfo=UTC)
    eastward = sorted(zones, key=lambda zone: (some_winter.astimezone(zone).utcoffset(), zone.key))
    return eastward[len(eastward) // 2]
