"""Cut-offs and calendars: when what is ordered now leaves the origin."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

EVERY_DAY: Final = frozenset(range(1, 8))
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Departure:
    """``taken_on`` is the working day that counts for the order, ``departs_on`` the day it leaves."""

    taken_on: date
    ready_on: date
    departs_on: date


@dataclass(frozen=True)
class Schedule:
    """The origin's working week. Days are ISO weekdays (1 Monday to 7 Sunday) in ``timezone``.

    Orders after ``cut_off`` (local time) count for the next working day. Goods leave on ``departure_days``
    (flight or sailing days) only. Nothing is handled and nothing leaves on ``holidays``.
    """

    timezone: str = "UTC"
    cut_off: time | None = None
    working_days: frozenset[int] = EVERY_DAY
    departure_days: frozenset[int] = EVERY_DAY
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        for days in (self.working_days, self.departure_days):
            if not days or not days <= EVERY_DAY:
                raise ValueError("a schedule needs weekdays from 1 to 7")
        ZoneInfo(self.timezone)

    def departure(self, asked_at: datetime, *, lead_days: int, handling_days: int) -> Departure:
        """For an order of the moment ``asked_at``: ``lead_days`` calendar days at the supplier, then
        ``handling_days`` working days. Raises ``ValueError`` for a moment without a time zone."""
        if asked_at.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        local = asked_at.astimezone(ZoneInfo(self.timezone))
        day = local.date()
        if self.cut_off is not None and local.time() > self.cut_off:
            day += ONE_DAY
        taken = self._from(day, self.working_days)
        ready = self._from(taken + timedelta(days=lead_days), self.working_days)
        for _each in range(handling_days):
            ready = self._from(ready + ONE_DAY, self.working_days)
        return Departure(taken, ready, self._from(ready, self.departure_days))

    def _from(self, day: date, weekdays: frozenset[int]) -> date:
        while day.isoweekday() not in weekdays or day in self.holidays:
            day += ONE_DAY
        return day
