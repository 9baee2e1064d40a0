"""What importing goods for our own stock costs in duty and tax, as the engine works it out."""

from collections import defaultdict
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils import timezone

from entrepot.apps.customs.queries.inbound import GENERAL_TRADE
from entrepot.apps.inventory.models import InboundCost, InboundLine, InboundShipment
from entrepot.apps.taxation.queries import landed_costs, rate_on, tax_position
from entrepot.domain.duties import (
    Channel,
    Consignment,
    Dates,
    Declaration,
    Importer,
    ImporterKind,
    LandedCost,
    Line,
    Place,
    Seller,
    currencies_needed,
)
from entrepot.domain.inventory.landed import Basis
from entrepot.domain.money import Money

COST_OF: Final = {
    "duty": InboundCost.Kind.DUTY, "tax": InboundCost.Kind.IMPORT_TAX, "fee": InboundCost.Kind.HANDLING,
}  # fmt: skip


@transaction.atomic
def assess_inbound(*, inbound: InboundShipment) -> LandedCost | None:
    """Duty, consumption tax and VAT of general trade, written as costs that each line bears alone.

    The base is the lines' value and the freight known so far. An earlier assessment is replaced. ``None``
    when no line has a value: then nothing can be assessed and nothing is written.
    """
    lines = [line for line in inbound.lines.select_related("variant") if line.value_amount]
    InboundCost.objects.filter(shipment=inbound, line__isnull=False).delete()
    if not lines:
        return None
    landed = _answer(inbound, lines)
    InboundCost.objects.bulk_create(
        InboundCost(
            shipment=inbound, line_id=line_id, kind=kind, basis=Basis.VALUE.value, amount=money.amount,
            currency=inbound.currency,
        )
        for (line_id, kind), money in _by_line(landed, lines).items()
        if money.amount
    )  # fmt: skip
    return landed


def _answer(inbound: InboundShipment, lines: list[InboundLine]) -> LandedCost:
    today = timezone.now().date()
    position = tax_position(today)
    currency, destination = inbound.currency, inbound.destination.country
    freight = (cost.money for cost in inbound.costs.filter(kind=InboundCost.Kind.FREIGHT))
    facts = {
        "dates": Dates(as_of=today), "ship_from": Place(inbound.origin_country),
        "destination": Place(destination), "currency": currency,
        "lines": tuple(_line(line, destination) for line in lines), "channel": Channel.FREIGHT,
        "mode": GENERAL_TRADE, "declaration": Declaration.STANDARD,
        "seller": Seller(registrations=position.registrations),
        "importer": Importer(kind=ImporterKind.BUSINESS),
        "freight": sum(freight, Money.zero(currency)).amount,
    }  # fmt: skip
    needed = currencies_needed(Consignment(**facts), position.rulebook) - {currency}
    rates = (rate_on(currency, other, today) for other in sorted(needed))
    asked = Consignment(**facts, fx=tuple(rate for rate in rates if rate is not None))
    (landed,) = landed_costs([asked], position)
    return landed


def _line(line: InboundLine, country: str) -> Line:
    variant = line.variant
    return Line(
        id=str(line.pk), hs=variant.hs_code_for(country), origin=variant.origin_country,
        quantity=Decimal(line.expected), unit_value=line.value_amount / line.expected,
        description=variant.customs_description, net_weight_g=variant.net_weight_g,
    )  # fmt: skip


def _by_line(landed: LandedCost, lines: list[InboundLine]) -> dict[tuple[int, str], Money]:
    """Each charge shared over the lines it stands for, by their value, to the cent."""
    values = {str(line.pk): line.value_amount for line in lines}
    found: dict[tuple[int, str], Money] = defaultdict(lambda: Money.zero(landed.currency))
    for charge in landed.charges:
        bearers = list(charge.line_ids or values)
        shares = charge.amount.rounded().allocate([values[line_id] for line_id in bearers])
        for line_id, share in zip(bearers, shares, strict=True):
            found[int(line_id), COST_OF[charge.kind.value]] += share
    return found
