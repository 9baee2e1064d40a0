"""Who may enter: staff. To everybody else who is signed in the console does not exist."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

View = Callable[..., HttpResponseBase]


def operator_only(view: View) -> View:
    """Anonymous visitors are sent to sign in, others than staff get 404; nothing is kept in caches."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            back = request.get_full_path() if request.method == "GET" else reverse("backoffice:home")
            return redirect_to_login(back, settings.LOGIN_URL)
        if not request.user.is_staff:
            raise Http404
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    return guarded


def operator_of(request: HttpRequest) -> str:
    """Who acts, as the services write it down: ``operator:7``."""
    return f"operator:{request.user.pk}"
