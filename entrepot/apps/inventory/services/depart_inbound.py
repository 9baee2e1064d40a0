"""The goods are on their way. Of a transfer, they leave their warehouse now."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Variant
from entrepot.apps.inventory.events import InboundDeparted
from entrepot.apps.inventory.models import InboundLine, InboundShipment, Lot, StockLevel
from entrepot.apps.inventory.queries.licences import require_licence
from entrepot.apps.inventory.services._booking import book, levels_in
from entrepot.apps.inventory.services._inbound import stock_reference
from entrepot.apps.inventory.services._picking import pick_lots
from entrepot.apps.markets.queries import convert
from entrepot.domain.lifecycles import INBOUND_SHIPMENT
from entrepot.domain.money import Money
from entrepot.kit import outbox
from entrepot.kit.errors import Fault, Refused
from entrepot.kit.transitions import transition


@transaction.atomic
def depart_inbound(*, shipment: InboundShipment, by: str) -> InboundShipment:
    """Announced becomes in transit. Event ``InboundDeparted``.

    A transfer takes what is not promised out of its warehouse, first expired first, and its lines become the
    lots that left with what they cost. Raises ``Refused``: ``out_of_stock`` naming each short article,
    ``zone_not_licensed`` while the zone that it goes to is not licensed, and ``not_released`` while customs
    has not released the export of a transfer.
    """
    require_licence(shipment.destination)
    row = transition(shipment, INBOUND_SHIPMENT, to="in_transit", by=by)
    row.refresh_from_db(fields=["export_clearance"])
    if obstacle := row.departure_obstacle:
        raise Refused(obstacle, code="not_released")
    if row.source is not None:
        _leave(row, row.source.pk, by)
    outbox.record(InboundDeparted(row.pk))
    return row


def _leave(row: InboundShipment, source_id: int, by: str) -> None:
    wanted = Counter[int]()
    for variant_id, quantity in row.lines.values_list("variant_id", "expected"):
        wanted[variant_id] += quantity
    level_of = levels_in(source_id, wanted)
    _require(wanted, level_of)
    moves = pick_lots({level_of[variant_id]: units for variant_id, units in wanted.items()})
    lots = {
        lot.pk: lot
        for lot in Lot.objects.select_related("level").filter(pk__in=[move.lot_id for move in moves])
    }
    row.lines.all().delete()
    InboundLine.objects.bulk_create(
        _line(row, position, lots[move.lot_id], -move.quantity)
        for position, move in enumerate(moves, start=1)
        if move.lot_id is not None
    )
    book(moves, kind="transfer", reference=stock_reference(row), by=by)


def _line(row: InboundShipment, position: int, lot: Lot, units: int) -> InboundLine:
    """What leaves of a lot, worth what the lot is worth less without it."""
    before, after = lot.value, lot.value_of(lot.units - units)
    value = Money.zero(row.currency)
    if before is not None and after is not None:
        value = convert(before - after, row.currency, timezone.now().date()).rounded()
    return InboundLine(
        shipment=row, position=position, variant_id=lot.level.variant_id, source_lot=lot,
        lot_number=lot.number, expires_on=lot.expires_on, expected=units, value_amount=value.amount,
        currency=row.currency,
    )  # fmt: skip


def _require(wanted: Counter[int], level_of: dict[int, int]) -> None:
    levels = StockLevel.objects.in_bulk(level_of.values())
    short = [
        variant_id for variant_id in wanted if levels[level_of[variant_id]].available < wanted[variant_id]
    ]
    if not short:
        return
    skus = Variant.objects.in_bulk(short)
    faults = [
        Fault(
            f"variant.{variant_id}",
            _("Of %(sku)s only %(available)d are free to leave; %(wanted)d were to go.")
            % {
                "sku": skus[variant_id].sku, "available": levels[level_of[variant_id]].available,
                "wanted": wanted[variant_id],
            },
            "out_of_stock",
        )
        for variant_id in short
    ]  # fmt: skip
    raise Refused(" ".join(fault.message for fault in faults), code="out_of_stock", faults=faults)
