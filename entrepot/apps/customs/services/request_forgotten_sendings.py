"""A declaration whose sending job was lost, or gave up on a port that was down, is sent after all."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from entrepot.apps.customs.events import DeclarationDue
from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.services._story import order_of
from entrepot.kit import outbox

FORGOTTEN_AFTER = timedelta(minutes=20)


@transaction.atomic
def request_forgotten_sendings(*, now: datetime) -> int:
    """Events ``DeclarationDue`` for drafts and answers that should have gone by now; returns how many.

    What the port refused for good waits for the operator: it has an open case.
    """
    ready = Declaration.objects.filter(status__in=["draft", "query"], query_message="").exclude(
        shipment__parcels__tracking_number=""
    )
    gone = Q(shipment__status__in=["packed", "dispatched"]) | Q(inbound__isnull=False, send_error="")
    old = ready.filter(gone, created_at__lt=now - FORGOTTEN_AFTER)
    forgotten = [row.pk for row in old.select_related("shipment__consignment") if not _is_refused(row)]
    outbox.record(*(DeclarationDue(pk) for pk in forgotten))
    return len(forgotten)


def _is_refused(row: Declaration) -> bool:
    order = order_of(row)
    cases = order.cases.filter(kind="customs_refused", reference=row.reference) if order else None
    return cases is not None and cases.exclude(status="resolved").exists()
