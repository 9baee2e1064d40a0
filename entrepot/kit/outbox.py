"""News travels up: written with the fact, delivered after the commit, at least once, to named subscribers.

An event is a frozen dataclass of plain values (ids, codes, text, ISO dates). An upper app names its
subscribers in its ``apps.py``; each runs in a transaction of its own together with the mark that it has
run, so a second delivery changes nothing. A failure is retried with growing pauses and stays visible.
"""

import dataclasses
import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from entrepot.kit.models import EventDelivery, OutboxEvent

logger = logging.getLogger(__name__)
CHANNEL = "entrepot_outbox"
GIVE_UP_AFTER = 12
LONGEST_PAUSE = timedelta(hours=1)

Handler = Callable[[Any], None]
_subscribers: dict[str, list[tuple[type, str, Handler]]] = defaultdict(list)


def subscribe(event_class: type, handler: Handler) -> None:
    """Have ``handler`` called with every event of ``event_class``. Called from ``AppConfig.ready``."""
    name = f"{handler.__module__}.{handler.__qualname__}"
    known = _subscribers[event_class.__name__]
    if all(existing != name for _, existing, _ in known):
        known.append((event_class, name, handler))


def record(*events: Any) -> None:
    """Write events in the caller's transaction; a trigger wakes the worker when it commits."""
    rows = [OutboxEvent(kind=type(event).__name__, payload=dataclasses.asdict(event)) for event in events]
    OutboxEvent.objects.bulk_create(rows)


def drain(limit: int = 100) -> int:
    """Deliver up to ``limit`` due events; returns how many were tried. Safe to run in several workers."""
    tried = 0
    while tried < limit:
        with transaction.atomic():
            batch = list(
                OutboxEvent.objects.select_for_update(skip_locked=True)
                .filter(delivered_at=None, attempts__lt=GIVE_UP_AFTER, due_at__lte=timezone.now())
                .order_by("due_at", "id")[: min(25, limit - tried)]
            )
            delivered = [event.pk for event in batch if _deliver(event)]
            if delivered:
                OutboxEvent.objects.filter(pk__in=delivered).update(delivered_at=timezone.now(), error="")
        tried += len(batch)
        if not batch:
            break
    return tried


def deliver_again(event_id: int) -> bool:
    """Have an undelivered event tried now, with all its attempts anew; ``False`` when none is waiting."""
    waiting = OutboxEvent.objects.filter(pk=event_id, delivered_at=None)
    return waiting.update(attempts=0, due_at=timezone.now()) > 0


def _deliver(event: OutboxEvent) -> bool:
    try:
        for event_class, name, handler in _subscribers.get(event.kind, ()):
            with transaction.atomic():
                _, first = EventDelivery.objects.get_or_create(event=event, subscriber=name)
                if first:
                    handler(event_class(**event.payload))
    except Exception as error:  # a subscriber may fail in any way; the event waits and says so
        logger.exception("event %s (%s) was not delivered", event.pk, event.kind)
        pause = min(timedelta(seconds=2 ** (event.attempts + 1)), LONGEST_PAUSE)
        OutboxEvent.objects.filter(pk=event.pk).update(
            attempts=event.attempts + 1,
            due_at=timezone.now() + pause,
            error=f"{type(error).__name__}: {error}"[:2000],
        )
        return False
    return True
