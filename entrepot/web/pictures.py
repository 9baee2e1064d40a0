"""Which photo, or which drawing of ``static/art``, stands for a product or a category."""

import json
from functools import cache
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from entrepot.apps.catalog.models import Photo

ART = Path(__file__).parent / "static" / "art"


@cache
def art_url(name: str) -> str:
    """The address of the photo ``photo:<id>``, or of the drawing called ``name`` or known by that keyword; a
    parcel when there is none."""
    if name.startswith("photo:"):
        return reverse("photo", args=[UUID(name.removeprefix("photo:"))])
    known: dict[str, str] = json.loads((ART / "index.json").read_text(encoding="utf-8"))
    file = f"{name}.svg" if name and (ART / f"{name}.svg").is_file() else known.get(name, "parcel.svg")
    return static(f"art/{file}")


@require_safe
def photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A photo of goods. It never changes, so whoever has it may keep it."""
    found = Photo.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return photo_response(bytes(found.content), cache="public, max-age=31536000, immutable")


def photo_response(content: bytes, *, cache: str) -> HttpResponse:
    """A JPEG that no browser takes for anything else; ``cache`` is who may keep it."""
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = cache
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
