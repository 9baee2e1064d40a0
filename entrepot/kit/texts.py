"""Content in several languages: a JSON object per text, ``{"en": "Green tea", "zh-hans": "绿茶"}``."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

FALLBACK = ("en", "zh-hans")


def text_in(texts: Mapping[str, str] | None, language: str | None = None) -> str:
    """The text in ``language`` (the active one by default), else in the first language that has it."""
    if not texts:
        return ""
    wanted = language or get_language() or FALLBACK[0]
    for code in (wanted, *FALLBACK, *texts):
        if texts.get(code):
            return texts[code]
    return ""


def options_text(options: Mapping[str, Any]) -> str:
    """``M · Navy`` for the size and colour of a variant, in the language where there are words for it."""
    return " · ".join(_option(value) for value in options.values() if value)


def _option(value: Any) -> str:
    return text_in(value) if isinstance(value, Mapping) else str(value)
