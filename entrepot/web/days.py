"""Days that a reader names in an address."""

from datetime import date

from django.utils import timezone


def day_told(told: str) -> date:
    """``2026-07-01`` as a date; today when it is none."""
    try:
        return date.fromisoformat(told)
    except ValueError:
        return timezone.now().date()
