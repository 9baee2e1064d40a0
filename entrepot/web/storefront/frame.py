"""The frame around every page of the shop: menu, cart count, where to ship to."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from entrepot.apps.catalog.queries import categories
from entrepot.apps.markets.queries import country as known_country
from entrepot.apps.markets.queries import currencies, open_countries, selling_currency
from entrepot.kit.recent import Recent
from entrepot.web.places import country_name, currency_name
from entrepot.web.storefront.cookies import ShipTo, cart_ref, ship_to


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render ``template`` inside the shop's frame. ``current_category`` in the context marks the menu."""
    given = dict(context or {})
    ref = cart_ref(request)
    given = {
        "nav_categories": menu(given.get("current_category", "")),
        "cart_count": ref.pieces if ref else 0,
        "ship_to": ship_to_choices(request),
        "shop": {
            "name": "Entrepot",
            "operator_name": settings.SELLER["name"],
            "contact_email": settings.SELLER["email"],
        },
        "canonical": request.build_absolute_uri(request.path),
        **given,
    }
    response = render(request, template, given, status=status)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def menu(current: str) -> list[dict[str, Any]]:
    """The top categories in the active language."""
    return _menus[get_language() or "en", current]


def _menu(key: tuple[str, str]) -> list[dict[str, Any]]:
    _language, current = key
    return [
        {
            "name": row.name,
            "url": reverse("storefront:category", args=[row.slug]),
            "is_current": row.slug == current,
        }
        for row in categories()
        if not row.parent and row.products
    ]


def ship_to_choices(request: HttpRequest) -> dict[str, Any]:
    """Where to, in which currency, and what else could be chosen.

    ``unpriced_currency`` is the country's own when there is no rate for it.
    """
    return _choices[get_language() or "en", ship_to(request)]


def _ship_to_choices(key: tuple[str, ShipTo]) -> dict[str, Any]:
    language, chosen = key
    countries = open_countries()
    today = timezone.now().date()
    selling = {selling_currency(row.code, today) for row in countries}
    own = known_country(chosen.country).currency
    return {
        "country_code": chosen.country,
        "country_name": country_name(chosen.country),
        "currency": chosen.currency,
        "country_choices": sorted(
            ((row.code, country_name(row.code)) for row in countries), key=lambda choice: choice[1]
        ),
        "currency_choices": [
            (code, f"{code} · {currency_name(code, language)}")
            for code in sorted({chosen.currency, settings.BASE_CURRENCY, *selling})
        ],
        "unpriced_currency": own if own not in currencies(today) else "",
    }


_menus: Recent[tuple[str, str], list[dict[str, Any]]] = Recent(_menu, limit=256)
_choices: Recent[tuple[str, ShipTo], dict[str, Any]] = Recent(_ship_to_choices, limit=256)
