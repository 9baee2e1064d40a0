"""Jobs of purchasing."""

from django.utils import timezone
from procrastinate.contrib.django import app

from entrepot.apps.purchasing.services.close_unverified_buyers import (
    close_unverified_buyers as close_expired,
)
from entrepot.apps.purchasing.services.escalate_late_acceptance import (
    escalate_late_acceptance as escalate,
)
from entrepot.apps.purchasing.services.expire_purchases import expire_purchases as expire_late_purchases


@app.periodic(cron="*/10 * * * *")
@app.task(name="purchasing.escalate_late_acceptance", queueing_lock="purchasing.escalate_late_acceptance")
def escalate_late_acceptance(timestamp: int) -> None:
    """Every ten minutes: unanswered dropship orders past their time become cases."""
    escalate(now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="purchasing.expire_purchases", queueing_lock="purchasing.expire_purchases")
def expire_purchases(timestamp: int) -> None:
    """Every ten minutes: purchases past their time end and give the deposit back."""
    expire_late_purchases(now=timezone.now())


@app.periodic(cron="17 3 * * *")
@app.task(name="purchasing.close_unverified_buyers", queueing_lock="purchasing.close_unverified_buyers")
def close_unverified_buyers(timestamp: int) -> None:
    """Once a day: buyers whose document has expired sell nothing until they show another."""
    close_expired(today=timezone.now().date())
