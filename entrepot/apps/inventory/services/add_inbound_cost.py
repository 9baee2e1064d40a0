"""A bill for bringing the goods: freight of a leg, duty, import tax, handling."""

from django.db import transaction
from django.utils.translation import gettext as _

from entrepot.apps.inventory.models import InboundCost, InboundLeg, InboundShipment
from entrepot.apps.inventory.services._inbound import lock_open
from entrepot.domain.inventory.landed import Basis
from entrepot.domain.money import Money
from entrepot.kit.errors import invalid


@transaction.atomic
def add_inbound_cost(
    *, shipment: InboundShipment, kind: str, basis: Basis, money: Money, leg: InboundLeg | None = None
) -> InboundCost:
    """Add a cost that closing shares out over the goods by ``basis``.

    Raises ``Refused`` for a closed shipment, and 422 for an amount that is not above zero or in another
    currency than the shipment's.
    """
    lock_open(shipment)
    if money.currency != shipment.currency or money.rounded().amount <= 0:
        message = _("Give the cost in %(currency)s, above zero.") % {"currency": shipment.currency}
        raise invalid("amount", message)
    return InboundCost.objects.create(
        shipment=shipment, leg=leg, kind=kind, basis=basis.value, amount=money.rounded().amount,
        currency=money.currency,
    )  # fmt: skip
