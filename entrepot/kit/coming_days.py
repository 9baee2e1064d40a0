"""Days from which something is set to hold: today or later, and near enough to count with."""

from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

FURTHEST: Final = timedelta(days=3_652)


def coming_day_fault(day: date) -> str:
    """What is wrong with ``day``, as a sentence; "" when nothing is. Somewhere it is still yesterday."""
    today = timezone.now().date()
    if today - timedelta(days=1) <= day <= today + FURTHEST:
        return ""
    return _("Choose today or a later day, within ten years.")
