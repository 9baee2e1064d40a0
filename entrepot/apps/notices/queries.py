"""Reads of notices."""

from datetime import datetime
from typing import Final

from entrepot.apps.notices.models import Notice, NoticeTemplate
from entrepot.kit.recent import Recent

SEEN_WITHIN: Final = 10


def waiting_notices(*, now: datetime, limit: int = 500) -> list[tuple[int, str]]:
    """(id, channel) of queued notices whose time has come, the oldest first."""
    due = Notice.objects.filter(status="queued", due_at__lte=now).order_by("due_at", "pk")
    return list(due.values_list("pk", "channel")[:limit])


def own_template(kind: str, language: str) -> NoticeTemplate | None:
    """The shop's own words for ``kind``, changed at least ``SEEN_WITHIN`` seconds ago."""
    return _templates["all"].get((kind, language))


def read_templates_anew() -> None:
    """In this process: whoever has just changed words sees them at once."""
    _templates.forget()


def _load_templates(_all: str) -> dict[tuple[str, str], NoticeTemplate]:
    return {(row.kind, row.language): row for row in NoticeTemplate.objects.all()}


_templates: Recent[str, dict[tuple[str, str], NoticeTemplate]] = Recent(_load_templates, seconds=SEEN_WITHIN)
