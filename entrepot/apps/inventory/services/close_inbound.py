"""All that will come has come: differences are settled, and every unit gets its landed cost."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import InboundDifference, InboundLine, InboundShipment, Lot
from entrepot.domain.inventory import landed
from entrepot.domain.inventory.storage_fees import unit_volume_mm3
from entrepot.domain.lifecycles import INBOUND_SHIPMENT
from entrepot.domain.money import Money
from entrepot.kit.errors import Fault, Refused
from entrepot.kit.transitions import transition


@transaction.atomic
def close_inbound(*, shipment: InboundShipment, reasons: Mapping[int, str], by: str) -> InboundShipment:
    """Close; ``reasons`` (line position -> why) must name one for every line that differs.

    Short, over and damaged units are recorded with their value. Goods and costs are shared out over what
    came (damaged units bear their part) so that the lots cost together exactly what was paid. Raises
    ``Refused`` (``reason_missing``) naming the lines.
    """
    row = transition(shipment, INBOUND_SHIPMENT, to="closed", by=by, closed_at=timezone.now())
    lines = list(row.lines.select_related("variant").prefetch_related("receipts"))
    differing = [line for line in lines if line.damaged or line.came != line.expected]
    missing = [line for line in differing if not reasons.get(line.position, "").strip()]
    if missing:
        faults = [
            Fault(f"lines[{line.position}].reason", _("Say why %(sku)s differs.") % {"sku": line.variant.sku})
            for line in missing
        ]
        raise Refused(faults[0].message, code="reason_missing", faults=faults, status=422)
    for line in differing:
        _record(line, reasons[line.position].strip())
    _give_lots_their_cost(row, [line for line in lines if line.came])
    return row


def _record(line: InboundLine, reason: str) -> None:
    differences = (
        (InboundDifference.Kind.SHORT, line.expected - line.came, -1),
        (InboundDifference.Kind.OVER, line.came - line.expected, 1),
        (InboundDifference.Kind.DAMAGED, line.damaged, -1),
    )
    InboundDifference.objects.bulk_create(
        InboundDifference(
            line=line, kind=kind, quantity=units, reason=reason[:160], currency=line.currency,
            amount=(line.value * (Decimal(sign * units) / line.expected)).rounded().amount,
        )
        for kind, units, sign in differences
        if units > 0
    )  # fmt: skip


def _give_lots_their_cost(row: InboundShipment, lines: Sequence[InboundLine]) -> None:
    """Lots of one line share its landed value by the units that went to each."""
    at = {line.pk: index for index, line in enumerate(lines)}
    costs = [
        landed.InboundCost(cost.money, landed.Basis(cost.basis), at.get(cost.line_id or 0))
        for cost in row.costs.all()
    ]
    if not lines or not (costs or any(line.value for line in lines)):
        return
    goods = [_goods(line) for line in lines]
    for line, value in zip(lines, landed.landed_values(goods, costs), strict=True):
        units: dict[int, int] = defaultdict(int)
        for receipt in line.receipts.all():
            units[receipt.lot_id] += receipt.received + receipt.damaged
        for lot_id, share in zip(units, value.allocate(list(units.values())), strict=True):
            Lot.objects.filter(pk=lot_id).update(cost_amount=share.amount, currency=row.currency)


def _goods(line: InboundLine) -> landed.InboundGoods:
    variant = line.variant
    sides = (variant.length_mm, variant.width_mm, variant.height_mm)
    return landed.InboundGoods(
        quantity=line.came,
        value=_value(line),
        unit_weight_g=variant.gross_weight_g,
        unit_volume_mm3=unit_volume_mm3(sides, variant.gross_weight_g),
    )


def _value(line: InboundLine) -> Money:
    return landed.value_received(line.value, line.expected, line.came)
