"""A notice that failed is tried once more."""

from django.utils import timezone

from entrepot.apps.notices.models import Notice
from entrepot.domain.lifecycles import NOTICE
from entrepot.kit.transitions import transition


def send_again(*, notice: Notice, by: str) -> Notice:
    """Queue a failed notice for the next round. Raises ``IllegalTransition`` for any other."""
    return transition(notice, NOTICE, to="queued", by=by, due_at=timezone.now(), error="")
