"""Hours that count where people rest: a parcel that waits over a weekend is not late for it.

Whether a lane keeps the days of rest at all is read from the parcels before: couriers that deliver on
Sundays have no Sunday.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from fractions import Fraction
from typing import Final, Protocol

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
# Of parcels that come on any day, two of seven come at a weekend.
SELDOM: Final = Fraction(1, 20)
ENOUGH: Final = 20


class RestDays(Protocol):
    """Weekends and public holidays of a place."""

    def __contains__(self, day: date, /) -> bool: ...


class Clock(Protocol):
    """How hours are counted on the way to the door."""

    def hours(self, since: datetime, until: datetime) -> int:
        """Whole hours from ``since`` to ``until``; 0 when that is not later."""
        ...

    def after(self, since: datetime, hours: int) -> datetime:
        """The moment ``hours`` after ``since`` at which a parcel may come."""
        ...

    def day(self, moment: datetime) -> date:
        """The day of ``moment`` as it is told."""
        ...


class CalendarTime:
    """Every hour counts."""

    def hours(self, since: datetime, until: datetime) -> int:
        return max((until - since) // HOUR, 0)

    def after(self, since: datetime, hours: int) -> datetime:
        return since + hours * HOUR

    def day(self, moment: datetime) -> date:
        return moment.astimezone(UTC).date()


CALENDAR_TIME: Final = CalendarTime()


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The clock of a place in ``zone``; it stands still on the days that it ``rests``."""

    zone: tzinfo
    rests: RestDays

    def is_rest(self, moment: datetime) -> bool:
        return self.day(moment) in self.rests

    def hours(self, since: datetime, until: datetime) -> int:
        worked, at = timedelta(), since
        while at < until:
            end = min(self._midnight_after(at), until)
            if not self.is_rest(at):
                worked += end - at
            at = end
        return worked // HOUR

    def after(self, since: datetime, hours: int) -> datetime:
        left, at = hours * HOUR, since
        while self.is_rest(at) or at + left >= self._midnight_after(at):
            midnight = self._midnight_after(at)
            if not self.is_rest(at):
                left -= midnight - at
            at = midnight
        return at + left

    def day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _midnight_after(self, moment: datetime) -> datetime:
        return datetime.combine(self.day(moment) + DAY, time(), self.zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class WorkingDoor:
    """Every hour on the way counts, but nothing comes to the door while ``place`` rests."""

    place: WorkingTime

    def hours(self, since: datetime, until: datetime) -> int:
        return CALENDAR_TIME.hours(since, until)

    def after(self, since: datetime, hours: int) -> datetime:
        return self.place.after(CALENDAR_TIME.after(since, hours), 0)

    def day(self, moment: datetime) -> date:
        return self.place.day(moment)


def keeps_rest(place: WorkingTime, arrivals: Iterable[datetime]) -> bool:
    """Whether ``arrivals`` (20 at least) show that next to nothing is delivered on days of rest."""
    at_rest = [place.is_rest(moment) for moment in arrivals]
    return len(at_rest) >= ENOUGH and Fraction(sum(at_rest), len(at_rest)) <= SELDOM
