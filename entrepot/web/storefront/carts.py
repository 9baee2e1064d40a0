"""The visitor's cart behind the cookie: found, opened, counted."""

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse

from entrepot.apps.accounts.models import User
from entrepot.apps.checkout.models import Cart
from entrepot.apps.checkout.services.open_cart import open_cart
from entrepot.web.storefront.cookies import CartRef, cart_ref, remember_cart, ship_to


def find_cart(request: HttpRequest) -> Cart | None:
    """The cart that the cookie names; ``None`` without a cookie or when the cart is gone."""
    ref = cart_ref(request)
    return Cart.objects.filter(pk=ref.id).first() if ref else None


def find_or_open_cart(request: HttpRequest) -> Cart:
    """The visitor's cart, a new one for the chosen country and currency when there is none."""
    found = find_cart(request)
    if found is not None:
        return found
    choice = ship_to(request)
    return open_cart(country=choice.country, currency=choice.currency, user=buyer(request))


def buyer(request: HttpRequest) -> User | None:
    """Who is signed in, if anybody."""
    return request.user if isinstance(request.user, User) else None


def count_again(response: HttpResponse, cart: Cart) -> HttpResponse:
    """Write the cart's cookie with the present number of pieces."""
    pieces = cart.lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0
    remember_cart(response, CartRef(cart.pk, pieces))
    return response
