"""Ask providers about payments whose notice never came."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Q

from entrepot.apps.payments.models import Payment
from entrepot.apps.payments.services.record_notice import record_notice
from entrepot.domain.ports import PartnerError, Temporary
from entrepot.kit.adapters import payment_gateways

logger = logging.getLogger(__name__)

PATIENCE = timedelta(minutes=2)
LOOK_BACK = timedelta(days=2)


def reconcile_payments(*, now: datetime, limit: int = 200) -> int:
    """Fetch payments that are open for more than two minutes, given up ones of the last two days (their
    money may still come), and captured ones with a refund under way.

    Returns how many had news. Not to be called inside a transaction.
    """
    unheard = Q(status__in=["pending", "failed", "cancelled"], created_at__gt=now - LOOK_BACK)
    refunding = Q(refunds__status="sent", refunds__created_at__lte=now - PATIENCE)
    waiting = (
        Payment.objects.filter(unheard | refunding, created_at__lte=now - PATIENCE)
        .exclude(provider_reference="")
        .order_by("created_at")
        .distinct()[:limit]
    )
    return fetch_news(waiting)


def fetch_news(payments: Iterable[Payment]) -> int:
    """Fetch and apply each payment's latest notice; a provider that does not answer is not asked again."""
    silent: set[str] = set()
    news = 0
    for payment in payments:
        if payment.gateway in silent:
            continue
        try:
            notice = payment_gateways[payment.gateway].fetch(payment.provider_reference)
        except Temporary:
            silent.add(payment.gateway)
            logger.warning("payment provider %s does not answer; asked again later", payment.gateway)
        except PartnerError as problem:
            logger.warning("payment %s cannot be fetched: %s", payment.pk, problem)
        else:
            # What we fetched ourselves counts beside what was sent to us under the same id.
            if (
                notice
                and not record_notice(
                    gateway=payment.gateway, notice=replace(notice, id=f"fetched:{notice.id}:{notice.amount}")
                ).repeated
            ):
                news += 1
    return news
