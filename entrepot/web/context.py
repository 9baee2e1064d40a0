"""What every page knows: the languages it exists in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def site(request: HttpRequest) -> dict[str, Any]:
    """``alternate_languages``: for each language its code, own name and this page's address in it."""
    here, present = request.build_absolute_uri(), f"/{get_language()}/"
    has_prefix = request.path.startswith(present)
    return {
        "alternate_languages": [
            {"code": code, "name": name, "url": here.replace(present, f"/{code}/", 1) if has_prefix else here}
            for code, name in (("en", "English"), ("zh-hans", "简体中文"))
            if code in dict(settings.LANGUAGES)
        ],
        "is_demo": settings.DEMO,
    }
