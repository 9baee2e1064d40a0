"""The note on goods at a shop's counter: whose they are, what they are, and the receipt for them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from entrepot.apps.fulfilment.documents.packing_slip import TEMPLATE, packing_slip_data
from entrepot.apps.fulfilment.documents.typesetting import typeset
from entrepot.apps.fulfilment.documents.wording import place_lines
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.parties import address_of
from entrepot.apps.fulfilment.queries.pick_ups import KEPT_FOR


def make_pick_up_note(shipment: Shipment) -> bytes:
    """A PDF in the buyer's language. The code that opens the counter is the buyer's alone and not on it."""
    with override(shipment.consignment.order.language):
        return typeset(TEMPLATE, pick_up_note_data(shipment))


def pick_up_note_data(shipment: Shipment) -> dict[str, Any]:
    """What the template of the packing slip shows for goods that are fetched, in the active language."""
    slip = packing_slip_data(shipment)
    order, shop = shipment.consignment.order, address_of(shipment.warehouse)
    days = KEPT_FOR.days
    kept = ngettext("Kept for %(days)s day", "Kept for %(days)s days", days) % {"days": days}
    return {
        **slip,
        "title": _("Pick-up note"),
        "facts": [
            [_("Order number"), order.number],
            [_("Ordered on"), order.placed_at.date().isoformat()],
            [_("Shipment"), shipment.number],
            [_("For"), order.address["name"]],
            [_("Parcels"), str(shipment.parcels.count())],
        ],
        "to_title": _("To be collected at"),
        "to": [str(shipment.warehouse), *place_lines(shop, country_in=slip["lang"]), kept],
        "thanks": _("Hand over against the buyer's code only. Received in full, day and signature:")
        + " ____________________",
    }
