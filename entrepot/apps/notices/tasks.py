"""Jobs of notices."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from entrepot.apps.notices.queries import waiting_notices
from entrepot.apps.notices.services.send_notice import send_notice
from entrepot.domain.ports import Temporary

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * * */10")
@app.task(name="notices.send_notices", queueing_lock="notices.send_notices")
def send_notices(timestamp: int) -> None:
    """What is due goes out. A channel whose sender cannot be reached is left alone until the next round."""
    unreachable: set[str] = set()
    for notice_id, channel in waiting_notices(now=timezone.now()):
        if channel in unreachable:
            continue
        try:
            send_notice(notice_id=notice_id)
        except Temporary as problem:
            unreachable.add(channel)
            logger.warning("notices by %s wait: %s", channel, problem)
