"""Jobs of checkout."""

import logging
from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from entrepot.apps.checkout.services.price_listings import price_listings as price

logger = logging.getLogger(__name__)

# Below every other job: parcels, payments and customs are not to wait for prices in lists.
LISTS_CAN_WAIT = -10
# One waits and one runs at most: two at once would price the same country twice.
PRICING = "checkout.price_listings"


@app.periodic(cron="*/10 * * * *")
@app.task(name="checkout.price_listings", queueing_lock=PRICING, lock=PRICING, priority=LISTS_CAN_WAIT)
def price_listings(timestamp: int) -> None:
    """Prices, stock, law, lanes and rates may have changed: countries for which they have are priced anew."""
    price(on=timezone.now().date(), say=logger.info)


def price_listings_soon() -> None:
    """Have lists looked at now; nothing more when that is waiting already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        price_listings.defer(timestamp=0)  # type: ignore[call-arg]  # "periodic" hides it
