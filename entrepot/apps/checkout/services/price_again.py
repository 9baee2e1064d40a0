"""What an order would cost at other prices of its goods, by the very law it was placed under."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from entrepot.apps.checkout.queries.document import charge_document
from entrepot.apps.checkout.services.order_draft import charge_draft
from entrepot.apps.orders.models import Consignment
from entrepot.apps.orders.services.create_order import ChargeDraft
from entrepot.apps.taxation.services.replay_quote import quote_at_other_values
from entrepot.domain.duties import cost_to_document
from entrepot.domain.money import Money, total
from entrepot.domain.sourcing.charged import barring
from entrepot.kit.errors import Refused


@dataclass(frozen=True)
class PricedAgain:
    """The order's new ``total`` at checkout with the charges and landed cost that make it."""

    total: Money
    charges: list[ChargeDraft]
    landed_cost: Mapping[str, Any]


def price_again(*, consignment: Consignment, prices: Mapping[int, Money]) -> PricedAgain:
    """The consignment with ``prices`` (order line id -> unit price in the order's currency), same freight.

    Nothing is written. Raises ``Refused`` (``not_at_this_price``) where law stops goods of that value.
    """
    order = consignment.order
    lines = list(consignment.lines.all())
    asked = ((prices.get(line.pk, line.unit_price) * line.quantity).rounded() for line in lines)
    rise = total(asked, order.currency) - total((line.line_total for line in lines), order.currency)
    if consignment.quote_id is None:
        return PricedAgain(order.total + rise, [], consignment.landed_cost)
    values = {str(line.variant_id): prices.get(line.pk, line.unit_price).amount for line in lines}
    landed = quote_at_other_values(consignment.quote_id, values)
    if barring(landed.restrictions) is not None:
        raise Refused(_("At that price the goods may not be sent there."), code="not_at_this_price")
    document = cost_to_document(landed)
    charges = [charge_draft(charge_document(each), order.currency) for each in document["charges"]]
    before = consignment.charges.filter(due="checkout").exclude(kind="shipping")
    rise += total((each.money for each in charges if each.due == "checkout"), order.currency)
    rise -= total((each.money for each in before), order.currency)
    return PricedAgain(order.total + rise, charges, document)
