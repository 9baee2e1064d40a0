"""When a port's messages do not arrive, ask."""

import logging
from datetime import datetime, timedelta

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.services.record_reply import record_reply
from entrepot.domain.ports import PartnerError
from entrepot.kit.adapters import customs_gateways

logger = logging.getLogger(__name__)
SILENT_FOR = timedelta(hours=1)
AT_ONCE = 100


def poll_replies(*, now: datetime) -> int:
    """Fetch replies to what has lain with customs for an hour; returns how many were asked about."""
    waiting = Declaration.objects.filter(
        status__in=["sent", "accepted", "inspection"], sent_at__lt=now - SILENT_FOR,
        port__gateway__in=customs_gateways.codes(),
    ).select_related("port")  # fmt: skip
    asked = 0
    for declaration in waiting.order_by("sent_at")[:AT_ONCE]:
        gateway = declaration.port.gateway
        try:
            replies = customs_gateways[gateway].replies(declaration.reference)
        except PartnerError as error:
            logger.warning("no replies on %s: %s", declaration.reference, error)
            continue
        for reply in replies:
            record_reply(gateway=gateway, reply=reply)
        asked += 1
    return asked
