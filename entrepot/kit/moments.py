"""Dates and moments as every surface and every sentence writes them."""

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date
from django.utils import timezone


def moment_text(value: datetime | date, locale: Locale) -> str:
    """``22 Nov 2026 22:58`` in the order of ``locale``: a moment in the active time zone, or a date."""
    day_pattern = "d MMM y" if locale.language == "en" else "medium"
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{format_date(moment, day_pattern, locale=locale)} {moment:%H:%M}"
    return format_date(value, day_pattern, locale=locale)
