"""Jobs and news that failed for good are a case until they are tried again."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count
from procrastinate.contrib.django.models import ProcrastinateJob

from entrepot.apps.orders.services.keep_cases import keep_cases
from entrepot.kit.models import OutboxEvent
from entrepot.kit.outbox import GIVE_UP_AFTER

MEND_WITHIN: Final = timedelta(hours=8)


def watch_failed_work(*, now: datetime) -> None:
    """Open and close the cases ``work_failed``, one a kind of job or event."""
    jobs = ProcrastinateJob.objects.filter(status="failed").values_list("task_name")
    news = OutboxEvent.objects.filter(delivered_at=None, attempts__gte=GIVE_UP_AFTER).values_list("kind")
    failed = [*jobs.annotate(count=Count("pk")), *news.annotate(count=Count("pk"))]
    keep_cases(
        kind="work_failed", due_at=now + MEND_WITHIN, resolution="tried again",
        matters={work: {"work": work, "count": count} for work, count in failed},
    )  # fmt: skip
