"""The cart: look, add, change, remove."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entrepot.apps.checkout.models import Cart
from entrepot.apps.checkout.queries import CartLineView, cart_view
from entrepot.apps.checkout.services.set_line import set_line
from entrepot.kit.errors import Refused, invalid
from entrepot.kit.texts import options_text
from entrepot.web.pictures import art_url
from entrepot.web.places import country_name
from entrepot.web.storefront.carts import count_again, find_cart, find_or_open_cart
from entrepot.web.storefront.frame import page
from entrepot.web.storefront.views.product_context import product_context


@require_safe
def cart(request: HttpRequest) -> HttpResponse:
    """What is in the cart, what of it cannot be sent and why."""
    return _cart_page(request, find_cart(request))


@require_POST
def cart_add(request: HttpRequest) -> HttpResponse:
    """Put pieces of a variant on top of those already in the cart; a refusal shows on the product page."""
    slug, sku = (request.POST.get(name, "").replace("\x00", "") for name in ("slug", "sku"))
    try:
        variant_id = _number(request, "variant_id")
        more = _number(request, "quantity")
        if more < 1:
            raise invalid("quantity", _("Choose at least one piece."), "quantity_range")
        own = find_or_open_cart(request)
        there = own.lines.filter(variant_id=variant_id).values_list("quantity", flat=True).first() or 0
        set_line(cart=own, variant_id=variant_id, quantity=there + more)
    except Refused as refused:
        if refused.status == 404:
            messages.error(request, refused.message)
            return redirect("storefront:cart")
        context = {
            **product_context(request, slug, sku=sku),
            "quantity": request.POST.get("quantity", "1"),
            "quantity_error": refused.message,
        }
        return page(request, "storefront/product.html", context, status=422)
    messages.success(request, _("Added to the cart."))
    return count_again(redirect("storefront:cart"), own)


@require_POST
def cart_update(request: HttpRequest) -> HttpResponse:
    """Set the quantity of a line; 0 removes it. A refusal shows beside the line with what was typed."""
    own = find_cart(request)
    if own is None:
        return redirect("storefront:cart")
    try:
        quantity = 0 if "remove" in request.POST else _number(request, "quantity")
        set_line(cart=own, variant_id=_number(request, "variant_id"), quantity=quantity)
    except Refused as refused:
        fault = {
            "variant": request.POST.get("variant_id", ""),
            "message": refused.message,
            "typed": request.POST.get("quantity", ""),
        }
        return _cart_page(request, own, fault, status=422)
    if quantity == 0:
        messages.info(request, _("Removed from the cart."))
    return count_again(redirect("storefront:cart"), own)


def _cart_page(
    request: HttpRequest, own: Cart | None, fault: dict[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {"lines": [], "page_class": "page-narrow"}
    if own is not None:
        view = cart_view(own)
        lines = [_line(line, fault) for line in view.lines]
        context |= {
            "lines": lines,
            "view": view,
            "blocked_count": sum(1 for line in view.lines if line.blocked),
            "country": country_name(view.country),
            "cart_count": view.pieces,
        }
    return page(request, "storefront/cart.html", context, status=status)


def _line(line: CartLineView, fault: dict[str, str] | None) -> dict[str, Any]:
    mine = fault if fault and fault["variant"] == str(line.variant_id) else None
    return {
        "line": line,
        "url": f"{reverse('storefront:product', args=[line.slug])}?variant={line.sku}" if line.slug else "",
        "image_url": art_url(line.art),
        "options": options_text(line.options),
        "origins": ", ".join(dict.fromkeys(country_name(code) for code in line.ships_from)),
        "deposit_percent": f"{line.deposit_share * 100:.0f}" if line.deposit_share else "",
        "error": mine["message"] if mine else "",
        "typed": mine["typed"] if mine else line.quantity,
    }


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise invalid(name, _("Enter a whole number."), "not_a_number")
    return int(text)
