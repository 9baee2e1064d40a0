"""When a phone may not ring: an SMS waits for the morning where its reader lives."""

from datetime import datetime, time, timedelta
from typing import Final

from entrepot.kit.time_zones import middle_zone

FROM: Final = time(21, 0)
UNTIL: Final = time(8, 0)


def after_quiet_hours(moment: datetime, country: str) -> datetime:
    """``moment``, or the next 08:00 in ``country`` when it falls between 21:00 and 08:00 there.

    ``moment`` is aware. A country of several zones is read by the one in the middle (``middle_zone``).
    """
    local = moment.astimezone(middle_zone(country))
    if UNTIL <= local.time() < FROM:
        return moment
    morning = datetime.combine(local.date(), UNTIL, local.tzinfo)
    return morning if local.time() < UNTIL else morning + timedelta(days=1)
