"""What every page knows: the languages it exists in."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url


def site(request: HttpRequest) -> dict[str, Any]:
    """``alternate_languages``: for each language its code, own name and this page's address in it."""
    address = request.build_absolute_uri()
    return {
        "alternate_languages": [
            {"code": code, "name": name, "url": translate_url(address, code)}
            for code, name in (("en", "English"), ("zh-hans", "简体中文"))
            if code in dict(settings.LANGUAGES)
        ],
        "is_demo": settings.DEMO,
    }
