"""A number pool that runs low is a case until it is filled, or no longer used."""

from datetime import datetime, timedelta
from typing import Final

from entrepot.apps.lanes.queries import low_pools
from entrepot.apps.orders.services.keep_cases import keep_cases

FILL_WITHIN: Final = timedelta(days=2)


def watch_number_pools(*, now: datetime) -> None:
    """Open and close the cases ``number_pool_low``, one a pool."""
    keep_cases(
        kind="number_pool_low", due_at=now + FILL_WITHIN, resolution="the pool has enough numbers again",
        matters={
            pool.code: {
                "pool": pool.code, "carrier": pool.carrier, "left": pool.left, "low_water": pool.low_water,
            }
            for pool in low_pools()
        },
    )  # fmt: skip
