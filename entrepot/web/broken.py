"""What is said when a fault of ours stops a request: a page to a person, a problem document to a program."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from entrepot.web.api.problems import problem


def broken(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(
            500, "internal", _("Something broke on our side and was recorded. Try again in a minute.")
        )
    return server_error(request)
