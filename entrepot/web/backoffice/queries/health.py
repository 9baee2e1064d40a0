"""Whether the house is well: undelivered news, jobs, worker, simulators."""

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from entrepot.kit.models import OutboxEvent
from entrepot.kit.outbox import GIVE_UP_AFTER
from entrepot.kit.tasks import STALLED_AFTER_SECONDS

WORKER_SILENT_AFTER = timedelta(seconds=STALLED_AFTER_SECONDS)
PROBE_SECONDS = 1.0
SHOWN = 25


@dataclass(frozen=True, slots=True)
class Probe:
    """A simulator and whether it answered; ``milliseconds`` is 0 when it did not."""

    name: str
    url: str
    ok: bool
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Health:
    """``given_up`` events are tried again only when somebody asks for it."""

    waiting: int
    oldest: datetime | None
    troubled: list[OutboxEvent]
    given_up: int
    jobs: dict[str, int]
    failed_jobs: list[ProcrastinateJob]
    stalled: int
    workers: int
    probes: list[Probe]

    @property
    def is_well(self) -> bool:
        return not (self.troubled or self.failed_jobs or self.stalled) and self.workers > 0


def health() -> Health:
    """As of now; asks the simulators of a demo shop, a second each at most."""
    undelivered = OutboxEvent.objects.filter(delivered_at=None)
    summary = undelivered.aggregate(count=Count("pk"), oldest=Min("created_at"))
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=timezone.now() - WORKER_SILENT_AFTER)
    doing = ProcrastinateJob.objects.filter(status="doing")
    return Health(
        waiting=summary["count"],
        oldest=summary["oldest"],
        troubled=list(undelivered.exclude(error="").order_by("-attempts", "pk")[:SHOWN]),
        given_up=undelivered.filter(attempts__gte=GIVE_UP_AFTER).count(),
        jobs=dict(ProcrastinateJob.objects.values_list("status").annotate(count=Count("pk"))),
        failed_jobs=list(ProcrastinateJob.objects.filter(status="failed").order_by("-pk")[:SHOWN]),
        stalled=doing.exclude(worker__in=alive.values("pk")).count(),
        workers=alive.count(),
        probes=[_probe(name, url) for name, url in _simulators()],
    )


def _simulators() -> list[tuple[str, str]]:
    if not settings.DEMO or settings.PARTNERS != "http":
        return []
    return [
        ("payment", settings.PAYMENT_SANDBOX["url"]),
        ("customs", settings.CUSTOMS_SIMPORT["url"]),
        ("carrier", settings.CARRIER_SIMCARRIER["url"]),
        ("channel", settings.CHANNEL_SANDMARKET["url"]),
    ]


def _probe(name: str, url: str) -> Probe:
    started = time.monotonic()
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=PROBE_SECONDS) as answer:
            ok = answer.status == 200
    except (urllib.error.URLError, OSError):
        ok = False
    return Probe(name, url, ok, round((time.monotonic() - started) * 1000) if ok else 0)
