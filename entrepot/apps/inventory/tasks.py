"""Jobs of inventory."""

from django.utils import timezone
from procrastinate.contrib.django import app

from entrepot.apps.inventory.services.expire_reservations import expire_reservations


@app.periodic(cron="* * * * *")
@app.task(name="inventory.expire_reservations", queueing_lock="inventory.expire_reservations")
def expire_holds(timestamp: int) -> None:
    expire_reservations(now=timezone.now())
