"""The facilitation finder: what customs and tax offices make easier on our ways, and what we could get."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from entrepot.apps.lanes.models import Lane
from entrepot.apps.taxation.queries import rulebook
from entrepot.web.backoffice.queries.facilitations import Asked, facilitation_finder
from entrepot.web.backoffice.shell import page
from entrepot.web.places import country_name


def facilitations(request: HttpRequest) -> HttpResponse:
    """Of the ``lane`` or the ``country`` asked for; of all our ways when neither is."""
    asked = Asked(request.GET.get("lane", "")[:50], request.GET.get("country", "")[:2].upper())
    countries = sorted(
        ((code, country_name(code)) for code in rulebook().countries()), key=lambda one: one[1]
    )
    context = {
        "asked": asked,
        "groups": facilitation_finder(asked, timezone.now().date()),
        "lanes": Lane.objects.filter(is_active=True, is_replenishment=False).order_by("code"),
        "countries": countries,
    }
    return page(request, "facilitations.html", context)
