"""Jobs of fulfilment: each calls one service. Only ``Temporary`` failures are tried again."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.services.arrange_pickup import arrange_pickup as arrange
from entrepot.apps.fulfilment.services.ask_carrier import ask_carrier as ask
from entrepot.apps.fulfilment.services.book_parcel import book_parcel as book
from entrepot.apps.fulfilment.services.close_manifest import close_manifest as close
from entrepot.apps.fulfilment.services.expire_pick_ups import expire_pick_ups as expire
from entrepot.apps.fulfilment.services.hand_over_parcel import hand_over_parcel as hand_over
from entrepot.apps.fulfilment.services.inject_parcel import inject_parcel as inject
from entrepot.apps.fulfilment.services.lapse_proposals import lapse_proposals as lapse
from entrepot.apps.fulfilment.services.poll_tracking import poll_tracking as poll
from entrepot.apps.fulfilment.services.request_forgotten_bookings import (
    request_forgotten_bookings as request_forgotten,
)
from entrepot.apps.fulfilment.services.score_lanes import score_lanes as score
from entrepot.apps.fulfilment.services.take_up_unanswered import take_up_unanswered as take_up
from entrepot.apps.fulfilment.services.void_number import void_number as give_back
from entrepot.apps.fulfilment.services.void_parcels import void_parcels as void
from entrepot.apps.fulfilment.services.watch_lanes import watch_lanes as watch_ends_of_lanes
from entrepot.apps.fulfilment.services.watch_number_pools import watch_number_pools as watch_pools
from entrepot.apps.fulfilment.services.watch_parcels import watch_parcels as watch
from entrepot.apps.fulfilment.services.watch_promises import watch_promises as watch_open_promises
from entrepot.domain.ports import Temporary

# Above every other job.
SOMEBODY_WAITS = 10
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=2, retry_exceptions={Temporary})


@app.task(name="fulfilment.book_parcel", retry=AGAIN)
def book_parcel(parcel_id: int) -> None:
    book(parcel_id=parcel_id)


@app.task(name="fulfilment.hand_over_parcel", retry=AGAIN)
def hand_over_parcel(parcel_id: int) -> None:
    hand_over(parcel_id=parcel_id)


@app.task(name="fulfilment.inject_parcel", retry=AGAIN)
def inject_parcel(parcel_id: int) -> None:
    inject(parcel_id=parcel_id)


@app.task(name="fulfilment.ask_carrier", priority=SOMEBODY_WAITS)
def ask_carrier(parcel_id: int) -> None:
    ask(parcel=Parcel.objects.get(pk=parcel_id), now=timezone.now())


@app.task(name="fulfilment.close_manifest", retry=AGAIN)
def close_manifest(manifest_id: int) -> None:
    close(manifest_id=manifest_id)


@app.task(name="fulfilment.arrange_pickup", retry=AGAIN)
def arrange_pickup(pickup_id: int) -> None:
    arrange(pickup_id=pickup_id)


@app.task(name="fulfilment.void_parcels", retry=AGAIN)
def void_parcels(shipment_id: int) -> None:
    void(shipment_id=shipment_id)


@app.task(name="fulfilment.void_number", retry=AGAIN)
def void_number(carrier: str, tracking_number: str) -> None:
    give_back(carrier=carrier, tracking_number=tracking_number)


@app.periodic(cron="*/15 * * * *")
@app.task(name="fulfilment.poll_tracking", queueing_lock="fulfilment.poll_tracking")
def poll_tracking(timestamp: int) -> None:
    poll(now=timezone.now())


@app.periodic(cron="20 * * * *")
@app.task(name="fulfilment.watch_parcels", queueing_lock="fulfilment.watch_parcels")
def watch_parcels(timestamp: int) -> None:
    watch(now=timezone.now())


@app.periodic(cron="35 * * * *")
@app.task(name="fulfilment.expire_pick_ups", queueing_lock="fulfilment.expire_pick_ups")
def expire_pick_ups(timestamp: int) -> None:
    expire(now=timezone.now())


@app.periodic(cron="25 * * * *")
@app.task(name="fulfilment.watch_promises", queueing_lock="fulfilment.watch_promises")
def watch_promises(timestamp: int) -> None:
    watch_open_promises(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="fulfilment.watch_number_pools", queueing_lock="fulfilment.watch_number_pools")
def watch_number_pools(timestamp: int) -> None:
    watch_pools(now=timezone.now())


@app.periodic(cron="50 * * * *")
@app.task(name="fulfilment.watch_lanes", queueing_lock="fulfilment.watch_lanes")
def watch_lanes(timestamp: int) -> None:
    watch_ends_of_lanes(now=timezone.now())


@app.periodic(cron="15 * * * *")
@app.task(name="fulfilment.take_up_unanswered", queueing_lock="fulfilment.take_up_unanswered")
def take_up_unanswered(timestamp: int) -> None:
    take_up(now=timezone.now())


@app.periodic(cron="5 * * * *")
@app.task(name="fulfilment.lapse_proposals", queueing_lock="fulfilment.lapse_proposals")
def lapse_proposals(timestamp: int) -> None:
    lapse(now=timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(name="fulfilment.score_lanes", queueing_lock="fulfilment.score_lanes")
def score_lanes(timestamp: int) -> None:
    score(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="fulfilment.request_forgotten_bookings", queueing_lock="fulfilment.request_forgotten_bookings")
def request_forgotten_bookings(timestamp: int) -> None:
    request_forgotten(now=timezone.now())
