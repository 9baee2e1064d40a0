"""Addresses that take forms alone, opened as a page: by a link to another language, a reload, a bookmark."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

READING = ("GET", "HEAD")


class OpenThePageOfTheForm:
    """Sends who opens the address of a form to the page around it, the nearest above that there is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = request.path_info.startswith(f"/{get_language()}/")
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method in READING and is_page:
            return HttpResponseRedirect(_page_above(request.path_info))
        return response


def _page_above(path: str) -> str:
    steps = path.strip("/").split("/")[:-1]
    while len(steps) > 1:
        above = f"/{'/'.join(steps)}/"
        try:
            resolve(above)
        except Resolver404:
            steps.pop()
        else:
            return above
    return f"/{steps[0]}/"
