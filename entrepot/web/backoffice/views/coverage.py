"""Before selling somewhere: what is loaded for a destination, and which registrations would help."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from entrepot.apps.taxation.models import Registration
from entrepot.apps.taxation.queries import rulebook
from entrepot.domain.duties import FaultyDocument
from entrepot.domain.duties.registration_effects import RegistrationEffect
from entrepot.web.backoffice.forms.registrations import SampleForm
from entrepot.web.backoffice.queries.coverage import all_coverage
from entrepot.web.backoffice.queries.coverage import coverage as coverage_of_country
from entrepot.web.backoffice.queries.registrations import compared, schemes
from entrepot.web.backoffice.shell import page
from entrepot.web.days import day_told
from entrepot.web.places import country_name


def coverage(request: HttpRequest) -> HttpResponse:
    """Every destination on the day ``on``."""
    on = day_told(request.GET.get("on", ""))
    return page(request, "coverage.html", {"rows": all_coverage(on), "on": on})


def destination(request: HttpRequest, country: str) -> HttpResponse:
    """One destination: rules, tariff by chapter, restrictions, rates, numbers, and every gap by name."""
    on = day_told(request.GET.get("on", ""))
    found = coverage_of_country(country, on)
    if found is None:
        raise Http404
    return page(request, "destination.html", {"found": found, "on": on})


def registrations(request: HttpRequest) -> HttpResponse:
    """What we are registered for, what else the law offers, and what each changes for a sample."""
    on = timezone.now().date()
    offered = schemes(on)
    names = sorted(((code, country_name(code)) for code in rulebook().countries()), key=lambda one: one[1])
    sample = {
        "ship_from": "CN", "hs": "610910", "value": "40.00", "freight": "5.00", "currency": "EUR",
        "destination": offered[0].country if offered else settings.SELLER["country"], **request.GET.dict(),
    }  # fmt: skip
    form = SampleForm(sample, destinations=names)
    context = {
        "form": form, "offered": offered, "ours": Registration.objects.order_by("jurisdiction", "kind"),
        "answers": _answers(form), "held": {one.scheme for one in offered if one.number},
    }  # fmt: skip
    return page(request, "registrations.html", context, status=200 if form.is_valid() else 422)


def _answers(form: SampleForm) -> list[RegistrationEffect]:
    if not form.is_valid():
        return []
    try:
        return compared(form.cleaned_data, timezone.now().date())
    except FaultyDocument as error:
        for path, message in error.faults:
            form.add_error(None, f"{path}: {message}")
        return []
