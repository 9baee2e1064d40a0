"""One more dated fact on the order's one timeline."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from entrepot.apps.orders.models import Order, TimelineEntry
from entrepot.apps.orders.services.tell_buyer import tell_buyer


def record_fact(
    *,
    order: Order,
    kind: str,
    by: str,
    at: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
    for_buyer: bool = True,
    supplier: str = "",
    key: str = "",
) -> None:
    """Put ``kind`` with its ``facts`` (plain values) on the timeline of ``order``, as of ``at`` (now).

    With a ``key`` a second recording changes nothing. ``supplier`` is the code of the supplier who may read
    it. The sentence each reader sees stands in ``orders.words`` under ``kind``; kinds in ``words.notices``
    are also brought to the buyer as a notice.
    """
    entry = TimelineEntry(
        order_id=order.pk, kind=kind, by=by, at=at or timezone.now(), facts=dict(facts or {}),
        for_buyer=for_buyer, supplier=supplier, key=key,
    )  # fmt: skip
    TimelineEntry.objects.bulk_create([entry], ignore_conflicts=bool(key))
    if for_buyer:
        tell_buyer(order=order, kind=kind, facts=entry.facts, key=key or entry.at.isoformat())
