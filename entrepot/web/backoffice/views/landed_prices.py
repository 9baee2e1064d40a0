"""The landed prices that lists and feeds show: of which day, by which law, and working them out anew."""

from contextlib import suppress

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.exceptions import AlreadyEnqueued

from entrepot.apps.checkout.models import LandedPriceList
from entrepot.apps.checkout.tasks import price_listings
from entrepot.apps.markets.queries import open_countries
from entrepot.web.backoffice.shell import page


def landed_prices(request: HttpRequest) -> HttpResponse:
    """Every open country with its list, also those that have none yet; POST: look for changes now."""
    if request.method == "POST":
        with suppress(AlreadyEnqueued), transaction.atomic():
            price_listings.defer(timestamp=0)  # type: ignore[call-arg]  # "periodic" hides it
        messages.success(request, _("Prices are worked out where anything changed. Look again in a minute."))
        return redirect("backoffice:landed_prices")
    lists = {each.country: each for each in LandedPriceList.objects.all()}
    today = timezone.now().date()
    rows = [{"country": row.code, "listed": lists.get(row.code)} for row in open_countries()]
    current = sum(1 for each in lists.values() if each.valid_on == today)
    return page(request, "landed_prices.html", {"rows": rows, "current": current, "today": today})
