"""Change where a cart goes and in which currency it is shown."""

from django.conf import settings
from django.utils import timezone

from entrepot.apps.checkout.models import Cart
from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.markets.queries import fx_rate


def set_destination(*, cart: Cart, country: str, currency: str = "") -> Cart:
    """Set the country and, unless ``currency`` is given, its own currency. Quotes already made stay.

    Raises ``Refused`` for a country we do not know or a currency without an exchange rate.
    """
    found = known_country(country)
    wanted = currency.upper() or found.currency
    fx_rate(settings.BASE_CURRENCY, wanted, timezone.now().date())
    cart.country, cart.currency = found.code, wanted
    cart.save(update_fields=["country", "currency", "updated_at"])
    return cart
