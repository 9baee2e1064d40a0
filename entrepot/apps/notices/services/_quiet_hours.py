"""When a phone may not ring: an SMS waits for the morning where its reader lives."""

from datetime import datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.core import get_global

FROM: Final = time(21, 0)
UNTIL: Final = time(8, 0)


def after_quiet_hours(moment: datetime, country: str) -> datetime:
    """``moment``, or the next 08:00 in ``country`` when it falls between 21:00 and 08:00 there.

    ``moment`` is aware. A country of several zones is read by the first that Unicode's table names for it;
    an unknown one by UTC.
    """
    local = moment.astimezone(_zone(country))
    if UNTIL <= local.time() < FROM:
        return moment
    morning = datetime.combine(local.date(), UNTIL, local.tzinfo)
    return morning if local.time() < UNTIL else morning + timedelta(days=1)


@cache
def _zone(country: str) -> ZoneInfo:
    zones = get_global("territory_zones").get(country, ["UTC"])
    return ZoneInfo(zones[0])
