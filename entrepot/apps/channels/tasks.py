"""Jobs of channels."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from entrepot.apps.channels.services.keep_channels_true import keep_channels_true
from entrepot.apps.channels.services.send_message import send_message as send
from entrepot.domain.ports import Temporary

# About two hours of trying; what is left then is asked for again.
PATIENT = RetryStrategy(max_attempts=11, exponential_wait=2, retry_exceptions=[Temporary])


@app.task(name="channels.send_message", retry=PATIENT)
def send_message(message_id: int) -> None:
    send(message_id=message_id)


@app.periodic(cron="* * * * *")
@app.task(name="channels.keep_channels_true", queueing_lock="channels.keep_channels_true")
def keep_true(timestamp: int) -> None:
    keep_channels_true(now=timezone.now())
