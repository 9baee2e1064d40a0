"""The packing slip: what is in the parcel, in the buyer's language, without prices or the supplier."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from entrepot.apps.fulfilment.documents.typesetting import typeset
from entrepot.apps.fulfilment.documents.wording import place_lines, spaced_number
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.parties import recipient_of
from entrepot.kit.texts import text_in

TEMPLATE = Path(__file__).parent / "packing_slip.typ"


def make_packing_slip(shipment: Shipment) -> bytes:
    """A PDF. It names the shop as sender whoever ships, so a dropship order stays blind."""
    order = shipment.consignment.order
    with override(order.language):
        return typeset(TEMPLATE, packing_slip_data(shipment))


def packing_slip_data(shipment: Shipment) -> dict[str, Any]:
    """What the template shows, in the active language."""
    order = shipment.consignment.order
    recipient = recipient_of(order)
    numbers = [parcel.tracking_number for parcel in shipment.parcels.order_by("position")]
    language = "zh" if order.language.startswith("zh") else "en"
    rows = shipment.lines.select_related("order_line").order_by("order_line__position")
    return {
        "lang": language,
        "title": _("Packing slip"),
        "shop": settings.SELLER["name"],
        "facts": [
            [_("Order number"), order.number],
            [_("Ordered on"), order.placed_at.date().isoformat()],
            [_("Shipment"), shipment.number],
            [_("Tracking number"), ", ".join(spaced_number(number) for number in numbers if number) or "–"],
        ],
        "to_title": _("Deliver to"),
        "to": [recipient.name, recipient.company, *place_lines(recipient, country_in=language)],
        "heads": [_("Article"), _("SKU"), _("Quantity")],
        "lines": [
            {"name": text_in(row.order_line.name), "sku": row.order_line.sku, "quantity": row.quantity}
            for row in rows
        ],
        "total": [_("Articles in total"), sum(row.quantity for row in rows)],
        "thanks": _("Thank you for your order. Questions? Answer the mail that confirmed it."),
    }
