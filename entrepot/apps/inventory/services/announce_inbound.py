"""The warehouse is told what will come."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from entrepot.apps.inventory.events import InboundAnnounced
from entrepot.apps.inventory.models import InboundLine, InboundShipment, Lot
from entrepot.apps.inventory.services._booking import levels_in
from entrepot.apps.markets.queries import convert
from entrepot.domain.customs.clearance import Clearance
from entrepot.domain.geography import crosses_customs_border
from entrepot.domain.lifecycles import INBOUND_SHIPMENT
from entrepot.domain.money import Money
from entrepot.kit import outbox
from entrepot.kit.transitions import transition


@transaction.atomic
def announce_inbound(*, shipment: InboundShipment, by: str) -> InboundShipment:
    """Draft becomes announced; a stock level is opened for each article, so that it shows as inbound.

    A transfer across a customs border waits from now on for the release of its export; it is declared at what
    the lots that would leave today are worth. Event ``InboundAnnounced``.
    """
    row = transition(shipment, INBOUND_SHIPMENT, to="announced", by=by)
    levels_in(row.destination_id, row.lines.values_list("variant_id", flat=True))
    if row.source is not None and crosses_customs_border(row.source.country, row.destination.country):
        row.export_clearance = Clearance.PENDING
        row.save(update_fields=["export_clearance"])
        for line in row.lines.all():
            lots = Lot.objects.filter(
                level__warehouse=row.source, level__variant=line.variant_id, quantity__gt=0
            )
            if worth := _worth(line, lots.order_by("expires_on", "pk")):
                line.value_amount = worth.amount
                line.save(update_fields=["value_amount"])
    outbox.record(InboundAnnounced(row.pk))
    return row


def _worth(line: InboundLine, lots: Iterable[Lot]) -> Money:
    """What the units of ``line`` cost, taken from ``lots`` in this order."""
    open_, worth, today = line.expected, Money.zero(line.currency), timezone.now().date()
    for lot in lots:
        units = min(open_, lot.quantity)
        if units and lot.unit_cost is not None:
            worth += convert(lot.unit_cost * units, line.currency, today).rounded()
        open_ -= units
    return worth
