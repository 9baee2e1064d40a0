"""Reads of notices."""

from datetime import datetime

from entrepot.apps.notices.models import Notice


def waiting_notices(*, now: datetime, limit: int = 500) -> list[tuple[int, str]]:
    """(id, channel) of queued notices whose time has come, the oldest first."""
    due = Notice.objects.filter(status="queued", due_at__lte=now).order_by("due_at", "pk")
    return list(due.values_list("pk", "channel")[:limit])
