"""One queued message brought to its reader. Not atomic: the sender is asked outside any transaction."""

from typing import cast

from django.conf import settings
from django.utils import timezone

from entrepot.apps.notices.models import Notice
from entrepot.domain.lifecycles import NOTICE
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.notices import NoticeChannel, NoticeMessage
from entrepot.kit.adapters import UnknownAdapter, notice_senders
from entrepot.kit.transitions import transition


def send_notice(*, notice_id: int) -> None:
    """Send what is still queued. A refusal for good is kept as ``failed`` with the sender's words.

    Raises ``Temporary`` when the sender cannot be reached: the job tries again.
    """
    notice = Notice.objects.filter(pk=notice_id, status="queued").first()
    if notice is None:
        return
    try:
        reference = notice_senders[settings.NOTICE_SENDERS.get(notice.channel, "")].send(_message(notice))
    except Temporary as problem:
        Notice.objects.filter(pk=notice.pk).update(error=str(problem)[:300])
        raise
    except (Permanent, UnknownAdapter) as problem:
        transition(notice, NOTICE, to="failed", by="system", error=str(problem)[:300])
        return
    transition(
        notice, NOTICE, to="sent", by=f"partner:{settings.NOTICE_SENDERS[notice.channel]}",
        sent_at=timezone.now(), provider_reference=reference[:160], error="",
    )  # fmt: skip


def _message(notice: Notice) -> NoticeMessage:
    channel = cast(NoticeChannel, notice.channel)  # the column's choices are the port's channels
    return NoticeMessage(
        key=f"{notice.key}.{notice.channel}", channel=channel,
        to=notice.recipient, language=notice.language, subject=notice.subject, text=notice.text,
        kind=notice.kind, facts={name: str(value) for name, value in notice.facts.items()},
    )  # fmt: skip
