"""Jobs of orders."""

from django.utils import timezone
from procrastinate.contrib.django import app

from entrepot.apps.orders.services.complete_delivered_orders import complete_delivered_orders as complete


@app.periodic(cron="23 * * * *")
@app.task(name="orders.complete_delivered_orders", queueing_lock="orders.complete_delivered_orders")
def complete_delivered_orders(timestamp: int) -> None:
    complete(now=timezone.now())
