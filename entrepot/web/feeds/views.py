"""``/feeds/products.<format>?country=FR&language=en``: open to all, as the catalogue is."""

import hashlib
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from entrepot.apps.catalog.models import Product
from entrepot.apps.checkout.models import LandedPriceList
from entrepot.apps.markets.queries import open_countries
from entrepot.web.feeds.formats import FORMATS
from entrepot.web.feeds.items import items

KEPT_SECONDS = 600


def _listed(request: HttpRequest) -> LandedPriceList | None:
    """Today's prices to the country asked for."""
    code = request.GET.get("country", "").upper()
    return LandedPriceList.objects.filter(country=code[:2], valid_on=timezone.now().date()).first()


def _etag(request: HttpRequest, extension: str) -> str | None:
    """Changes with prices and texts."""
    listed = _listed(request)
    if listed is None:
        return None
    told = Product.objects.aggregate(last=Max("updated_at"))["last"]
    parts = (listed.checksum, listed.priced_at, told, extension, request.GET.get("language", ""))
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=_etag)
def products(request: HttpRequest, extension: str) -> HttpResponse | StreamingHttpResponse:
    """Everything sold to a country, in one of the shop's languages, with its price at the door.

    404 for another format; 422 for a country we do not sell to or a language we do not have; 503 while the
    prices of today are being worked out.
    """
    form = FORMATS.get(extension)
    if form is None:
        raise Http404
    language = request.GET.get("language", "en")
    code = request.GET.get("country", "").upper()
    if language not in dict(settings.LANGUAGES):
        return _refusal(
            422, _("Choose a language: %(known)s.") % {"known": ", ".join(dict(settings.LANGUAGES))}
        )
    if code not in {row.code for row in open_countries()}:
        return _refusal(422, _("Choose a country that we deliver to, like country=FR."))
    listed = _listed(request)
    if listed is None:
        answer = _refusal(503, _("The prices of today are being worked out. Come back in ten minutes."))
        answer.headers["Retry-After"] = str(KEPT_SECONDS)
        return answer
    title = f"{settings.SELLER['name']} {code}"
    pieces = form.write(title, settings.SITE_URL, items(listed, language))
    response = StreamingHttpResponse(pieces, content_type=form.content_type)
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


def _refusal(status: int, sentence: Any) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
