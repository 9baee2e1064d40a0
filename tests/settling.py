"""Do the worker's work inside a test, on the test's own connection."""

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from entrepot.kit import outbox

ROUNDS = 60


def settle() -> int:
    """Drain the outbox and run due jobs in turn. Raises what a job raises, or when there is no end."""
    done = 0
    for _ in range(ROUNDS):
        done_before = done
        done += outbox.drain()
        for job in _due_jobs():
            with connection.cursor() as cursor:
                cursor.execute("delete from procrastinate_jobs where id = %s", [job.id])
            app.tasks[job.task_name].func(**job.args)
            done += 1
        if done == done_before:
            return done
    raise AssertionError("the system did not come to rest")


def _due_jobs() -> list[ProcrastinateJob]:
    jobs = ProcrastinateJob.objects.filter(status="todo").order_by("id")
    return [job for job in jobs if job.scheduled_at is None or job.scheduled_at <= timezone.now()]
