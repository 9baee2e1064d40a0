"""A lane in use whose time runs out is a case until it is renewed, or taken out of use."""

from datetime import datetime, timedelta
from typing import Final

from entrepot.apps.lanes.queries import lanes_that_end
from entrepot.apps.orders.services.keep_cases import keep_cases

NOTICE: Final = timedelta(days=14)
DECIDE_WITHIN: Final = timedelta(days=5)
ONE_DAY: Final = timedelta(days=1)


def watch_lanes(*, now: datetime) -> None:
    """Open and close the cases ``lane_ends``, one a lane."""
    keep_cases(
        kind="lane_ends", due_at=now + DECIDE_WITHIN, resolution="the lane goes on, or is out of use",
        matters={
            code: {"lane": code, "last_on": (end - ONE_DAY).isoformat()}
            for code, end in lanes_that_end(now.date() + NOTICE)
        },
    )  # fmt: skip
