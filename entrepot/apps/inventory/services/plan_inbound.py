"""Somebody will send us goods: the notice of it, with its lines and its legs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.catalog.models import Variant
from entrepot.apps.inventory.models import InboundLeg, InboundLine, InboundShipment, Warehouse
from entrepot.apps.inventory.queries.licences import require_licence
from entrepot.apps.suppliers.models import Supplier
from entrepot.domain.geography import COUNTRIES
from entrepot.domain.money import Money
from entrepot.kit.errors import Fault, Refused, invalid

MOST_PIECES: Final = 1_000_000
HIGHEST_COST: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """``quantity`` units of the article ``sku``. ``unit_cost`` in the shipment's currency, if known."""

    sku: str
    quantity: int
    unit_cost: Money | None = None
    lot_number: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedLeg:
    """One stretch of the way by ``mode`` (sea, air, rail, road)."""

    mode: str
    departs_from: str
    arrives_at: str
    eta: date
    etd: date | None = None
    carrier: str = ""
    transport_number: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Exactly one of: another warehouse of ours (then it is a transfer), a supplier, or a factory's name.

    ``country`` is where the factory sends from; without it nobody can say whether a border is crossed.
    """

    warehouse: Warehouse | None = None
    supplier: Supplier | None = None
    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class InboundPlan:
    """Who sends what to where. ``reference`` is the sender's paper, ``currency`` that of goods and costs."""

    sender: Sender
    destination: Warehouse
    currency: str
    lines: Sequence[PlannedLine]
    legs: Sequence[PlannedLeg] = field(default_factory=tuple)
    reference: str = ""


@transaction.atomic
def plan_inbound(*, plan: InboundPlan, by: str) -> InboundShipment:
    """Draft the inbound shipment. Raises ``Refused`` 422 naming each faulty line, and for a bad sender."""
    sender = plan.sender
    if sum(map(bool, (sender.warehouse, sender.supplier, sender.name))) != 1:
        raise invalid("sender", _("Name one sender: a warehouse, a supplier or a factory."))
    if sender.country and sender.country not in COUNTRIES:
        message = _("“%(code)s” is no country code. Use two letters, for example DE or CN.")
        raise invalid("sender_country", message % {"code": sender.country})
    if sender.warehouse == plan.destination:
        raise invalid("destination", _("Choose another warehouse than the one that the goods come from."))
    if not all(place.is_ours for place in (plan.destination, sender.warehouse) if place):
        raise invalid("destination", _("A supplier keeps its own stock; choose a warehouse of ours."))
    require_licence(plan.destination)
    if not plan.lines:
        raise invalid("lines", _("Enter at least one article."))
    variants = Variant.objects.in_bulk({line.sku for line in plan.lines}, field_name="sku")
    faults = [fault for at, line in enumerate(plan.lines) for fault in _faults(at, line, plan, variants)]
    if faults:
        raise Refused(faults[0].message, code="invalid", faults=faults, status=422)
    shipment = InboundShipment.objects.create(
        source=sender.warehouse, supplier=sender.supplier, sender=sender.name, sender_country=sender.country,
        destination=plan.destination,
        reference=plan.reference, currency=plan.currency, created_by=by,
    )  # fmt: skip
    InboundLine.objects.bulk_create(
        InboundLine(
            shipment=shipment, position=position, variant=variants[line.sku], expected=line.quantity,
            lot_number=line.lot_number, expires_on=line.expires_on, currency=plan.currency,
            value_amount=(line.unit_cost * line.quantity).rounded().amount if line.unit_cost else 0,
        )
        for position, line in enumerate(plan.lines, start=1)
    )  # fmt: skip
    InboundLeg.objects.bulk_create(
        InboundLeg(
            shipment=shipment, position=position, mode=leg.mode, carrier=leg.carrier,
            transport_number=leg.transport_number, departs_from=leg.departs_from, arrives_at=leg.arrives_at,
            etd=leg.etd, eta=leg.eta,
        )
        for position, leg in enumerate(plan.legs, start=1)
    )  # fmt: skip
    return shipment


def _faults(at: int, line: PlannedLine, plan: InboundPlan, variants: dict[str, Variant]) -> list[Fault]:
    faults = []
    if line.sku not in variants:
        faults.append(Fault(f"lines[{at}].sku", _("There is no article “%(sku)s”.") % {"sku": line.sku}))
    if line.quantity < 1:
        faults.append(Fault(f"lines[{at}].quantity", _("The quantity must be at least 1.")))
    elif line.quantity > MOST_PIECES:
        message = _("Enter at most %(most)d pieces in a line.") % {"most": MOST_PIECES}
        faults.append(Fault(f"lines[{at}].quantity", message))
    if line.unit_cost is not None and (line.unit_cost.currency != plan.currency or line.unit_cost.amount < 0):
        message = _("Give the unit cost in %(currency)s, zero or more.") % {"currency": plan.currency}
        faults.append(Fault(f"lines[{at}].unit_cost", message))
    elif line.unit_cost is not None and line.unit_cost.amount > HIGHEST_COST:
        faults.append(Fault(f"lines[{at}].unit_cost", _("This is more than a piece can cost here.")))
    return faults
