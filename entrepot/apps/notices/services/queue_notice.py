"""A message written down in the transaction of what it tells; a job brings it after the commit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from entrepot.apps.notices.models import Notice, NoticeChoice
from entrepot.apps.notices.services._quiet_hours import after_quiet_hours


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for each length: ``text`` for mail, ``short`` for a phone."""

    subject: str
    text: str
    short: str


def queue_notice(
    *,
    key: str,
    kind: str,
    email: str,
    language: str,
    wording: Wording,
    country: str = "",
    reference: str = "",
    essential: bool = True,
    facts: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> int:
    """Queue ``wording`` on the channels that the owner of ``email`` chose; returns how many were new.

    A second call with the same ``key`` changes nothing. What is not ``essential`` is left out for those who
    asked so. SMS wait for the end of the quiet hours in ``country`` (ISO 3166).
    """
    choice = NoticeChoice.objects.filter(email__iexact=email).first() or NoticeChoice(email=email)
    if choice.only_essential and not essential:
        return 0
    moment = now or timezone.now()
    rows = [
        Notice(
            key=key, kind=kind, reference=reference, channel=channel, recipient=recipient, language=language,
            subject=wording.subject[:200], text=text, facts=dict(facts or {}), due_at=due_at,
        )
        for channel, recipient, text, due_at in (
            (Notice.Channel.MAIL, email, wording.text, moment),
            (Notice.Channel.SMS, choice.phone, wording.short, after_quiet_hours(moment, country)),
            (Notice.Channel.WECHAT, choice.wechat_id, wording.short, moment),
        )
        if recipient
    ]  # fmt: skip
    return len([row for row in Notice.objects.bulk_create(rows, ignore_conflicts=True) if row.pk is not None])
