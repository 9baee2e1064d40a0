"""Errors as RFC 9457 problem documents."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from entrepot.kit.errors import Refused

MEDIA_TYPE = "application/problem+json"


class FaultOut(Schema):
    """One thing wrong: ``field`` is its path in the request."""

    field: str
    message: str
    code: str = "invalid"


class Problem(Schema):
    """RFC 9457. ``code`` is stable; ``detail`` is a sentence in the language of ``Accept-Language``."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    faults: list[FaultOut] = []


def problem(status: int, code: str, detail: str, faults: list[dict[str, Any]] | None = None) -> JsonResponse:
    body = {
        "type": f"/api/v1/problems/{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": detail,
        "code": code,
        "faults": faults or [],
    }
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE)


def refused(error: Refused) -> JsonResponse:
    """The problem document of a refusal by a rule."""
    faults = [{"field": f.field, "message": str(f.message), "code": f.code} for f in error.faults]
    return problem(error.status, error.code, str(error.message), faults)


def register(api: NinjaAPI) -> None:
    """Have every error of ``api`` answered as a problem document."""

    @api.exception_handler(Refused)
    def on_refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return refused(error)

    @api.exception_handler(ValidationError)
    def on_malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = [
            {
                "field": ".".join(str(part) for part in fault["loc"] if part not in ("body", "payload")),
                "message": fault["msg"],
                "code": fault["type"],
            }
            for fault in error.errors
        ]
        return problem(422, "malformed", _("The request is malformed; see faults for each field."), faults)

    @api.exception_handler(AuthenticationError)
    def on_unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        answer = problem(401, "unauthenticated", _("Send a valid API key: Authorization: Bearer <key>."))
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(RequestDataTooBig)
    def on_too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
        sentence = _("A request has at most %(most)s MB. Send it in several.") % {"most": most}
        return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", sentence)

    @api.exception_handler(Http404)
    def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "not_found", _("There is nothing here, or it is not yours."))

    @api.exception_handler(HttpError)
    def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        if error.status_code != HTTPStatus.BAD_REQUEST:
            return problem(error.status_code, "bad_request", str(error))
        sentence = _("The body is not JSON that can be read.")
        return problem(
            422, "malformed", sentence, [{"field": "body", "message": sentence, "code": "invalid"}]
        )
