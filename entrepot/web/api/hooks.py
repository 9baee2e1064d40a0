"""Where partners send their news. A forgery is refused; what we cannot match is noted, not lost."""

import logging
from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from entrepot.apps.customs.services.record_reply import record_reply
from entrepot.apps.fulfilment.services.record_tracking import record_tracking
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.domain.ports import Permanent
from entrepot.kit.adapters import UnknownAdapter, carriers, customs_gateways, payment_gateways

logger = logging.getLogger(__name__)

LARGEST_BODY = 512 * 1024


def _payment(code: str, headers: dict[str, str], body: bytes) -> None:
    record_notice(gateway=code, notice=payment_gateways[code].parse_webhook(headers, body))


def _carrier(code: str, headers: dict[str, str], body: bytes) -> None:
    record_tracking(carrier=code, events=carriers[code].parse_webhook(headers, body))


def _customs(code: str, headers: dict[str, str], body: bytes) -> None:
    for reply in customs_gateways[code].parse_webhook(headers, body):
        record_reply(gateway=code, reply=reply)


RECEIVERS: dict[str, Callable[[str, dict[str, str], bytes], None]] = {
    "payments": _payment,
    "carriers": _carrier,
    "customs": _customs,
}


@csrf_exempt
@require_POST
def receive(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """204 taken, 401 a forgery, 404 no such partner, 413 or 422 too long; on a 500 the partner repeats."""
    if kind not in RECEIVERS:
        return HttpResponse(status=404)
    if int(request.headers.get("Content-Length") or 0) > LARGEST_BODY:
        return HttpResponse(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        RECEIVERS[kind](code, headers, request.body)
    except UnknownAdapter:
        return HttpResponse(status=404)
    except Permanent as problem:
        logger.warning("refused a message to %s/%s: %s", kind, code, problem)
        return HttpResponse(status=401)
    except DataError as problem:
        logger.warning("a message to %s/%s does not fit: %s", kind, code, problem)
        return HttpResponse(status=422)
    return HttpResponse(status=204)


urlpatterns = [path("<slug:kind>/<slug:code>", receive, name="hook")]
