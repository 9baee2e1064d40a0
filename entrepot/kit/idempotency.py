"""``Idempotency-Key``: the same request twice has one effect and one answer."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.kit.errors import Refused, invalid
from entrepot.kit.models import IdempotencyKey

KEEP = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: an HTTP status and the body as sent. ``replayed`` when it is a repetition."""

    status: int
    body: str
    replayed: bool = False


def once(*, scope: str, key: str, request: bytes, act: Callable[[], Answer]) -> Answer:
    """Run ``act`` unless ``key`` was answered before within ``scope``; then repeat that answer.

    The effect and the stored answer commit together, so a crash leaves either both or neither. Raises
    ``Refused`` 422 when the key was used for a different request, 409 while the first is still running.
    Errors (status >= 400) are not stored: nothing happened, so the same key may try again.
    """
    if not key or len(key) > 255:
        raise invalid("Idempotency-Key", _("Send an Idempotency-Key header of 1 to 255 characters."))
    fingerprint = hashlib.sha256(request).hexdigest()
    known = IdempotencyKey.objects.filter(scope=scope, key=key).first()
    if known is None:
        try:
            with transaction.atomic():
                known = IdempotencyKey.objects.create(scope=scope, key=key, fingerprint=fingerprint)
                answer = act()
                if answer.status >= 400:
                    raise _NotStored(answer)
                known.status, known.body = answer.status, answer.body
                known.save(update_fields=["status", "body"])
                return answer
        except _NotStored as not_stored:
            return not_stored.answer
        except IntegrityError:
            known = IdempotencyKey.objects.filter(scope=scope, key=key).first()
            if known is None:
                raise
    if known.fingerprint != fingerprint:
        raise Refused(
            _("This Idempotency-Key was used for a different request. Use a new key."),
            code="idempotency_key_reused", status=422,
        )  # fmt: skip
    if known.status is None:
        raise Refused(_("The first request with this Idempotency-Key is still running. Try again shortly."),
                      code="idempotency_in_progress")  # fmt: skip
    return Answer(known.status, known.body, replayed=True)


def forget_old() -> int:
    """Remove keys older than two days; returns how many."""
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEEP).delete()[0]


class _NotStored(Exception):
    def __init__(self, answer: Answer) -> None:
        self.answer = answer
