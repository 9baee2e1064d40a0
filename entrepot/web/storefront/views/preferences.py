"""Where to ship to and in which currency."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from entrepot.apps.checkout.services.set_destination import set_destination
from entrepot.apps.markets.queries import fx_rate, open_countries, selling_currency
from entrepot.kit.errors import Refused
from entrepot.web.storefront.carts import find_cart
from entrepot.web.storefront.cookies import ShipTo, remember_ship_to, ship_to


@require_POST
def choose_ship_to(request: HttpRequest) -> HttpResponse:
    """Remember country and currency, also for the cart, and go back to ``next``.

    When only the country changed, its own currency is taken: nobody wants yuan in Berlin by accident.
    """
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("storefront:home")
    response = redirect(back)
    country, currency = request.POST.get("country", ""), request.POST.get("currency", "")
    before, today = ship_to(request), timezone.now().date()
    if country not in {row.code for row in open_countries()}:
        messages.error(request, _("We do not deliver to this country yet. Choose another country."))
        return response
    if country != before.country and currency == before.currency:
        currency = selling_currency(country, today)
    try:
        fx_rate(settings.BASE_CURRENCY, currency, today)
        cart = find_cart(request)
        if cart is not None:
            set_destination(cart=cart, country=country, currency=currency)
    except Refused as refused:
        messages.error(request, refused.message)
        return response
    remember_ship_to(response, ShipTo(country, currency))
    return response
