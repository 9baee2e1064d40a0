"""Content in several languages: a JSON object per text, ``{"en": "Green tea", "zh-hans": "绿茶"}``."""

from collections.abc import Mapping

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
