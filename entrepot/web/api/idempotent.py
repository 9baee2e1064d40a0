"""``Idempotency-Key`` on every POST: the same request twice has one effect and one answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from entrepot.kit import idempotency
from entrepot.kit.errors import Refused
from entrepot.web.api.authentication import caller
from entrepot.web.api.problems import refused


def answer_once(
    request: HttpRequest, act: Callable[[], BaseModel], *, status: int = 201, calls_out: bool = False
) -> HttpResponse:
    """Run ``act`` under the request's Idempotency-Key and answer with its schema as JSON.

    With ``calls_out`` the act talks to a partner and is idempotent by itself, so it runs outside a
    transaction. A refusal is answered as a problem and not kept: the same key may try again.
    """

    def run() -> idempotency.Answer:
        return idempotency.Answer(status, act().model_dump_json())

    try:
        answer = idempotency.once(
            scope=f"{caller(request).pk}:{request.method}:{request.path}",
            key=request.headers.get("Idempotency-Key", ""),
            request=request.body,
            act=run,
            calls_out=calls_out,
        )
    except Refused as error:
        return refused(error)
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json")
    if answer.replayed:
        response.headers["Idempotent-Replayed"] = "true"
    return response
