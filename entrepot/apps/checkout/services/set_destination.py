"""Change where a cart goes and in which currency it is shown."""

from django.conf import settings
from django.utils import timezone

from entrepot.apps.checkout.models import Cart
from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.markets.queries import fx_rate, selling_currency


def set_destination(*, cart: Cart, country: str, currency: str = "") -> Cart:
    """Set the country and ``currency``, by default that of prices to it. Quotes already made stay.

    Raises ``Refused`` for a country we do not know or a currency without an exchange rate.
    """
    found = known_country(country)
    today = timezone.now().date()
    wanted = currency.upper() or selling_currency(found.code, today)
    fx_rate(settings.BASE_CURRENCY, wanted, today)
    cart.country, cart.currency = found.code, wanted
    cart.save(update_fields=["country", "currency", "updated_at"])
    return cart
