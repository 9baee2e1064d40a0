"""A new, empty cart for a country and a currency."""

from django.conf import settings
from django.utils import timezone

from entrepot.apps.accounts.models import User
from entrepot.apps.checkout.models import Cart
from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.markets.queries import fx_rate, selling_currency


def open_cart(*, country: str, currency: str = "", user: User | None = None) -> Cart:
    """Open a cart; ``currency`` is that of prices to the country unless given.

    Raises ``Refused`` for a country we do not know or a currency without an exchange rate.
    """
    found = known_country(country)
    today = timezone.now().date()
    wanted = currency.upper() or selling_currency(found.code, today)
    fx_rate(settings.BASE_CURRENCY, wanted, today)
    return Cart.objects.create(country=found.code, currency=wanted, user=user)
