"""The health page, and trying again what failed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from entrepot.kit.outbox import deliver_again
from entrepot.web.backoffice.queries.health import health as state
from entrepot.web.backoffice.shell import page


def health(request: HttpRequest) -> HttpResponse:
    return page(request, "health.html", {"health": state()})


@require_POST
def retry_event(request: HttpRequest, pk: int) -> HttpResponse:
    """Deliver an event again; harmless for one that was delivered in the meantime."""
    if deliver_again(pk):
        messages.success(request, _("The event is delivered again."))
    else:
        messages.info(request, _("The event has been delivered in the meantime."))
    return redirect("backoffice:health")


@require_POST
def retry_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Run a failed job again; every job is written so that it may run twice."""
    if ProcrastinateJob.objects.filter(pk=pk, status="failed").exists():
        app.job_manager.retry_job_by_id(pk, timezone.now())
        messages.success(request, _("The job runs again."))
    else:
        messages.info(request, _("The job is not waiting for that any more."))
    return redirect("backoffice:health")
