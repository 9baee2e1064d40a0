"""``Idempotency-Key``: the same request twice has one effect and one answer."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.kit.errors import Refused, invalid
from entrepot.kit.models import IdempotencyKey
from entrepot.kit.undoing import undone_when_it_fails

KEEP = timedelta(hours=48)
# A key whose first request died while calling a partner is free again after this.
ABANDONED_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: an HTTP status and the body as sent. ``replayed`` when it is a repetition."""

    status: int
    body: str
    replayed: bool = False


def once(
    *, scope: str, key: str, request: bytes, act: Callable[[], Answer], calls_out: bool = False
) -> Answer:
    """Run ``act`` unless ``key`` was answered before within ``scope``; then repeat that answer.

    The effect and the stored answer commit together, so a crash leaves either both or neither. With
    ``calls_out`` no transaction is held, and ``act`` must be harmless to repeat. What ``act`` raises is
    not stored: nothing happened, so the same key may try again.

    Raises ``Refused`` 422 when the key is missing, too long or was used for a different request, and 409
    while the first request is still running.
    """
    if not key or len(key) > 255 or not key.isprintable():
        raise invalid("Idempotency-Key", _("Send an Idempotency-Key header of 1 to 255 characters."))
    fingerprint = hashlib.sha256(request).hexdigest()
    try:
        return (_call_out if calls_out else _commit_together)(scope, key, fingerprint, act)
    except _Taken:
        known = IdempotencyKey.objects.get(scope=scope, key=key)
    if known.fingerprint != fingerprint:
        raise Refused(
            _("This Idempotency-Key was used for a different request. Use a new key."),
            code="idempotency_key_reused",
            status=422,
        )
    if known.status is not None:
        return Answer(known.status, known.body, replayed=True)
    if calls_out and known.created_at < timezone.now() - ABANDONED_AFTER:
        return _store(known.pk, act())
    raise Refused(
        _("The first request with this Idempotency-Key is still running. Try again shortly."),
        code="idempotency_in_progress",
    )


def forget_old() -> int:
    """Remove keys older than two days; returns how many."""
    return IdempotencyKey.objects.filter(created_at__lt=timezone.now() - KEEP).delete()[0]


class _Taken(Exception):
    """Another request claimed the key first."""


CLAIM = """
insert into kit_idempotencykey (scope, key, fingerprint, body, created_at) values (%s, %s, %s, '', now())
on conflict (scope, key) do nothing returning id
"""
STORE = "update kit_idempotencykey set status = %s, body = %s where id = %s"


def _claim(scope: str, key: str, fingerprint: str) -> int:
    """The new row's id. Waits while another request with the key is being committed; then ``_Taken``."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [scope, key, fingerprint])
        row = cursor.fetchone()
    if row is None:
        raise _Taken
    return int(row[0])


def _commit_together(scope: str, key: str, fingerprint: str, act: Callable[[], Answer]) -> Answer:
    with undone_when_it_fails():
        return _store(_claim(scope, key, fingerprint), act())


def _call_out(scope: str, key: str, fingerprint: str, act: Callable[[], Answer]) -> Answer:
    claimed = _claim(scope, key, fingerprint)
    try:
        return _store(claimed, act())
    except Exception:
        IdempotencyKey.objects.filter(pk=claimed).delete()
        raise


def _store(claimed: int, answer: Answer) -> Answer:
    with connection.cursor() as cursor:
        cursor.execute(STORE, [answer.status, answer.body, claimed])
    return answer
