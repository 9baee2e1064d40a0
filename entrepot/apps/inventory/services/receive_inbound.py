"""Part of an inbound shipment is unloaded, counted and put away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.inventory.events import InboundReceived
from entrepot.apps.inventory.models import InboundLine, InboundReceipt, InboundShipment
from entrepot.apps.inventory.services._booking import levels_in
from entrepot.apps.inventory.services._inbound import stock_reference
from entrepot.apps.inventory.services.receive_stock import LotLabel, receive_stock
from entrepot.domain.inventory.landed import value_received
from entrepot.domain.lifecycles import INBOUND_SHIPMENT
from entrepot.domain.money import Money
from entrepot.kit import outbox
from entrepot.kit.errors import Fault, Refused, invalid
from entrepot.kit.transitions import transition


@dataclass(frozen=True, slots=True)
class Unloaded:
    """Units of the line at ``position`` found now: ``received`` whole and ``damaged``.

    ``lot_number`` and ``expires_on`` as read from the goods; ``None`` means as announced.
    """

    position: int
    received: int
    damaged: int = 0
    lot_number: str | None = None
    expires_on: date | None = None


@transaction.atomic
def receive_inbound(
    *, shipment: InboundShipment, unloaded: Sequence[Unloaded], key: str, by: str
) -> InboundShipment:
    """Put ``unloaded`` into stock; may be called as often as there are pallets. Event ``InboundReceived``.

    The same ``key`` counts once, however often it is sent. More than announced is taken in and shows as a
    difference. Raises ``Refused`` when the shipment has not arrived or is closed, and 422 naming the line
    for a negative figure or one that is not on the list.
    """
    row = InboundShipment.objects.select_for_update(of=("self",)).get(pk=shipment.pk)
    if InboundReceipt.objects.filter(line__shipment=row, key=key).exists():
        return row
    if row.status == "arrived":
        row = transition(row, INBOUND_SHIPMENT, to="receiving", by=by)
    if row.status != "receiving":
        message = _("%(number)s cannot be received now. Say first that it has arrived.")
        raise Refused(message % {"number": row.number}, code="not_arrived")
    lines = {line.position: line for line in row.lines.select_related("variant")}
    _check(unloaded, lines)
    found = [one for one in unloaded if one.received + one.damaged > 0]
    level_of = levels_in(row.destination_id, [lines[one.position].variant_id for one in found])
    for one in sorted(found, key=lambda each: (level_of[lines[each.position].variant_id], each.position)):
        _put_away(row, lines[one.position], one, key=key, by=by)
    outbox.record(InboundReceived(row.pk))
    return row


def _check(unloaded: Sequence[Unloaded], lines: dict[int, InboundLine]) -> None:
    if len({one.position for one in unloaded}) < len(unloaded):
        raise invalid("lines", _("Enter each line once."))
    faults = []
    for one in unloaded:
        if one.position not in lines:
            message = _("There is no line %(position)d.") % {"position": one.position}
            faults.append(Fault(f"lines[{one.position}]", message))
        elif min(one.received, one.damaged) < 0:
            faults.append(Fault(f"lines[{one.position}].received", _("Enter zero or more pieces.")))
    if faults:
        raise Refused(faults[0].message, code="invalid", faults=faults, status=422)
    if not any(one.received + one.damaged for one in unloaded):
        raise invalid("lines", _("Enter what you found: at least one piece."))


def _put_away(row: InboundShipment, line: InboundLine, one: Unloaded, *, key: str, by: str) -> None:
    """A lot of its own for the line; its cost without freight and duty until the shipment is closed."""
    before = value_received(line.value, line.expected, line.came)
    after = value_received(line.value, line.expected, line.came + one.received + one.damaged)
    label = LotLabel(
        number=line.lot_number if one.lot_number is None else one.lot_number,
        expires_on=one.expires_on or line.expires_on,
        source=f"{stock_reference(row)}/{line.position}",
        cost=Money((after - before).amount, row.currency) if line.value else None,
    )
    taken = receive_stock(
        warehouse_code=row.destination.code, variant_id=line.variant_id, quantity=one.received,
        damaged=one.damaged, reference=stock_reference(row), by=by, label=label,
        kind="transfer" if row.is_transfer else "receive",
    )  # fmt: skip
    line.received += one.received
    line.damaged += one.damaged
    line.save(update_fields=["received", "damaged"])
    InboundReceipt.objects.create(
        line=line, lot_id=taken.lot_id, received=one.received, damaged=one.damaged, key=key, by=by
    )
