"""What partners say in their own words, as far as it is known: carriers' events and answers of customs.

A partner sends text, not codes, and mostly in English. What is not listed here is shown as it came.
"""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

CARRIER_TEXTS: Final = (
    _("Shipment information received"),
    _("Picked up from sender"),
    _("Departed from origin hub"),
    _("Arrived in destination country"),
    _("Import customs cleared"),
    _("Sorted at depot"),
    _("Out for delivery"),
    _("Out for delivery, second attempt"),
    _("Delivered"),
    _("Delivery attempted, recipient absent"),
    _("Delayed in transit"),
    _("Held by customs"),
    _("Ready for collection at pick-up point"),
    _("Parcel damaged, way ended"),
    _("Parcel lost, way ended"),
    _("Address unclear, held at depot"),
    _("Duty and tax not paid, held"),
    _("Refused by recipient, way ended"),
    _("Departed by air"),
    _("Handed to the local carrier"),
)
CUSTOMS_TEXTS: Final = (
    _("say what the goods are: material, kind and use"),
    _("state material and intended use"),
    _("give the identity number of the importer"),
    _("order, payment and waybill must all be on file before the goods can be cleared"),
    _("HS code must have 6, 8 or 10 digits"),
    _("origin must be an ISO 3166 code"),
    _("value must be above zero"),
    _("quantity must be a whole number above zero"),
    _("net_weight_g must be a whole number above zero"),
    _("duty must be an amount not below zero"),
    _("tax must be an amount not below zero"),
    _("duty and tax exceed twice the customs value; check the amounts and the currency"),
    _("refused by the port; correct and send again"),
    _("the parcel was selected for inspection"),
)
_KNOWN: Final = frozenset(CARRIER_TEXTS + CUSTOMS_TEXTS)


def partner_text(text: str) -> str:
    """A partner's words in the active language where they are known, else as they came."""
    return gettext(text) if text in _KNOWN else text
