"""NUL characters in addresses: PostgreSQL can keep none, so nothing that is looked for has one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NUL_IN_QUERY, REPLACEMENT_IN_QUERY = "%00", "%EF%BF%BD"
NUL, REPLACEMENT = "\x00", "\ufffd"


class ReplaceNulCharacters:
    """Reads a NUL in path or query as U+FFFD, so that each page answers "not found" in its own way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            request.path_info = request.path_info.replace(NUL, REPLACEMENT)
            request.path = request.path.replace(NUL, REPLACEMENT)
        query = request.META.get("QUERY_STRING", "")
        if NUL_IN_QUERY in query:
            request.META["QUERY_STRING"] = query.replace(NUL_IN_QUERY, REPLACEMENT_IN_QUERY)
        return self.get_response(request)
