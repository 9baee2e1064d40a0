"""The landed prices that lists and feeds show: of which day, by which law, and working them out anew."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.checkout.models import LandedPriceList
from entrepot.apps.checkout.tasks import price_listings_soon
from entrepot.apps.markets.queries import open_countries
from entrepot.web.backoffice.shell import page


def landed_prices(request: HttpRequest) -> HttpResponse:
    """Every open country with its list, also those that have none yet; POST: look for changes now."""
    if request.method == "POST":
        price_listings_soon()
        messages.success(request, _("Prices are worked out where anything changed. Look again in a minute."))
        return redirect("backoffice:landed_prices")
    lists = {each.country: each for each in LandedPriceList.objects.all()}
    today = timezone.now().date()
    rows = [{"country": row.code, "listed": lists.get(row.code)} for row in open_countries()]
    current = sum(1 for each in lists.values() if each.valid_on == today)
    return page(request, "landed_prices.html", {"rows": rows, "current": current, "today": today})
