"""Jobs of customs: each calls one service. Only ``Temporary`` failures are tried again."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from entrepot.apps.customs.models import BondedBook
from entrepot.apps.customs.services.poll_replies import poll_replies as poll
from entrepot.apps.customs.services.reconcile_bonded_book import reconcile_bonded_book
from entrepot.apps.customs.services.request_forgotten_sendings import (
    request_forgotten_sendings as request_forgotten,
)
from entrepot.apps.customs.services.send_declaration import send_declaration as send
from entrepot.domain.ports import Temporary

AGAIN = RetryStrategy(max_attempts=8, exponential_wait=2, retry_exceptions={Temporary})


@app.task(name="customs.send_declaration", retry=AGAIN)
def send_declaration(declaration_id: int) -> None:
    send(declaration_id=declaration_id)


@app.periodic(cron="7-59/15 * * * *")
@app.task(name="customs.poll_replies", queueing_lock="customs.poll_replies")
def poll_replies(timestamp: int) -> None:
    poll(now=timezone.now())


@app.periodic(cron="3-59/10 * * * *")
@app.task(name="customs.request_forgotten_sendings", queueing_lock="customs.request_forgotten_sendings")
def request_forgotten_sendings(timestamp: int) -> None:
    request_forgotten(now=timezone.now())


@app.periodic(cron="40 1 * * *")
@app.task(name="customs.reconcile_bonded_books", queueing_lock="customs.reconcile_bonded_books")
def reconcile_bonded_books(timestamp: int) -> None:
    """Every night, each book beside its shelf."""
    for book in BondedBook.objects.all():
        reconcile_bonded_book(book=book, now=timezone.now())
