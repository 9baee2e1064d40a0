"""Addresses of the preview, so that menus show their entries. They lead nowhere."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def nowhere(_request: HttpRequest) -> HttpResponse:
    """An empty answer: the preview is a set of files."""
    return HttpResponse()


_VIEWS = {
    "backoffice": "home orders exceptions shipments declarations products stock suppliers ledger rules"
    " health",
    "portal": "home orders offers settlements profile",
    "storefront": "home search cart orders ship_to",
}

urlpatterns = [
    path(f"{surface}/", include(([path(f"{name}/", nowhere, name=name) for name in names.split()], surface)))
    for surface, names in _VIEWS.items()
] + [path("account/", nowhere, name="account_login"), path("sign-out/", nowhere, name="account_logout")]
