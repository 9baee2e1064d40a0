"""When to ask a carrier again about a parcel without news: soon while it moves, seldom when long silent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from entrepot.domain.tracking.statuses import TrackingStatus

# Hours to the next question after news in a state; a final state is asked about no more.
AFTER_NEWS: Final[Mapping[str, int]] = {
    TrackingStatus.PENDING: 6,
    TrackingStatus.INFO_RECEIVED: 6,
    TrackingStatus.IN_TRANSIT: 4,
    TrackingStatus.OUT_FOR_DELIVERY: 1,
    TrackingStatus.ATTEMPT_FAIL: 4,
    TrackingStatus.AVAILABLE_FOR_PICKUP: 12,
    TrackingStatus.EXCEPTION: 4,
}
# A silent parcel is asked about when its silence has grown by a quarter; daily at least, at last weekly.
GROWTH: Final = 4
DAILY, WEEKLY, LONG_SILENT = timedelta(days=1), timedelta(days=7), timedelta(days=45)


def next_poll(status: str, *, last_news: datetime, now: datetime) -> datetime | None:
    """When to ask about a parcel in ``status`` last heard of at ``last_news``; ``None`` for never."""
    if status not in AFTER_NEWS:
        return None
    silence = max(now - last_news, timedelta(0))
    if silence > LONG_SILENT:
        return now + WEEKLY
    return now + min(max(timedelta(hours=AFTER_NEWS[status]), silence / GROWTH), DAILY)
