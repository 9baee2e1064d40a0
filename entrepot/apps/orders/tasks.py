"""Jobs of orders."""

from django.utils import timezone
from procrastinate.contrib.django import app

from entrepot.apps.orders.services.complete_delivered_orders import complete_delivered_orders as complete
from entrepot.apps.orders.services.watch_failed_work import watch_failed_work as watch


@app.periodic(cron="23 * * * *")
@app.task(name="orders.complete_delivered_orders", queueing_lock="orders.complete_delivered_orders")
def complete_delivered_orders(timestamp: int) -> None:
    complete(now=timezone.now())


@app.periodic(cron="2-59/10 * * * *")
@app.task(name="orders.watch_failed_work", queueing_lock="orders.watch_failed_work")
def watch_failed_work(timestamp: int) -> None:
    watch(now=timezone.now())
