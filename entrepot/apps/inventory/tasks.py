"""Jobs of inventory."""

from django.utils import timezone
from procrastinate.contrib.django import app

from entrepot.apps.inventory.services.accrue_storage_fees import accrue_storage_fees
from entrepot.apps.inventory.services.block_expired import block_expired
from entrepot.apps.inventory.services.expire_reservations import expire_reservations


@app.periodic(cron="* * * * *")
@app.task(name="inventory.expire_reservations", queueing_lock="inventory.expire_reservations")
def expire_holds(timestamp: int) -> None:
    expire_reservations(now=timezone.now())


@app.periodic(cron="5 * * * *")
@app.task(name="inventory.block_expired", queueing_lock="inventory.block_expired")
def block_expired_lots(timestamp: int) -> None:
    block_expired(today=timezone.now().date())


@app.periodic(cron="20 * * * *")
@app.task(name="inventory.accrue_storage_fees", queueing_lock="inventory.accrue_storage_fees")
def charge_storage(timestamp: int) -> None:
    """Every hour, because midnight comes at another hour in each warehouse."""
    accrue_storage_fees(now=timezone.now())
