"""Where a parcel goes, when do people there rest? Weekends and public holidays, in their own time."""

from datetime import date
from functools import cache
from typing import Protocol

from entrepot.domain.tracking.working_time import WorkingTime
from entrepot.kit.time_zones import middle_zone


class _Holidays(Protocol):
    def is_working_day(self, key: date) -> bool: ...


class _RestDays:
    """Of a calendar that knows its holidays, and the Saturdays that are worked for them (as in China)."""

    def __init__(self, calendar: _Holidays) -> None:
        self._calendar = calendar

    def __contains__(self, day: date, /) -> bool:
        return not self._calendar.is_working_day(day)


@cache
def working_time(country: str) -> WorkingTime | None:
    """The clock of a country (ISO 3166 alpha-2); ``None`` for one whose holidays are not known."""
    import holidays  # half a second: paid by the first window, not by the start

    try:
        calendar = holidays.country_holidays(country)
    except NotImplementedError:
        return None
    return WorkingTime(middle_zone(country), _RestDays(calendar))
