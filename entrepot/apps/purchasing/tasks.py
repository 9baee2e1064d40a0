"""Jobs of purchasing."""

from django.utils import timezone
from procrastinate.contrib.django import app

from entrepot.apps.purchasing.services.escalate_late_acceptance import (
    escalate_late_acceptance as escalate,
)


@app.periodic(cron="*/10 * * * *")
@app.task(name="purchasing.escalate_late_acceptance", queueing_lock="purchasing.escalate_late_acceptance")
def escalate_late_acceptance(timestamp: int) -> None:
    """Every ten minutes: unanswered dropship orders past their time become cases."""
    escalate(now=timezone.now())
