"""The postal customs declaration CN 23."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from entrepot.apps.customs.documents.declared import (
    declared_goods,
    invoice_number,
    latest_declaration,
    our_numbers,
    party,
)
from entrepot.apps.customs.documents.headings import CATEGORIES, CN23, bilingual, second_language
from entrepot.apps.fulfilment.documents.typesetting import code128_svg, typeset
from entrepot.apps.fulfilment.documents.wording import country_name, figure, kilograms, spaced_number
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.parties import recipient_of, sender_of
from entrepot.domain.money import total

TEMPLATE = Path(__file__).parent / "cn23.typ"


def make_cn23(shipment: Shipment) -> bytes:
    """A PDF of A5 landscape pages, as posts print the form."""
    return typeset(TEMPLATE, cn23_data(shipment))


def cn23_data(shipment: Shipment) -> dict[str, Any]:
    """What the form shows: the declaration as sent, or the order's lines while there is none."""
    consignment = shipment.consignment
    order = consignment.order
    declaration = latest_declaration(shipment)
    goods = declared_goods(shipment, declaration)
    sender, recipient = sender_of(shipment), recipient_of(order)
    second = second_language(sender.country, recipient.country)
    parcels = list(shipment.parcels.order_by("position"))
    number = parcels[0].tracking_number if parcels else ""
    freight = total((one.money for one in consignment.charges.filter(kind="shipping")), order.currency)
    value = sum((line.value for line in goods), Decimal(0))
    packed_on = (shipment.packed_at or shipment.created_at).date().isoformat()
    return {
        "second": second,
        "t": bilingual(CN23, second),
        "categories": [[*words, key == "sale"] for key, words in bilingual(CATEGORIES, second).items()],
        "number": spaced_number(number),
        "bars": code128_svg(number),
        "from": party(sender),
        "to": party(recipient),
        "sender_reference": "; ".join(f"{label} {value}" for label, value in our_numbers(sender.country)),
        "importer_reference": declaration.importer_id if declaration else order.importer_id,
        "lines": [
            [
                line.description, str(line.quantity), kilograms(line.net_weight_g),
                f"{figure(line.value, order.currency)} {order.currency}", line.hs_code,
                country_name(line.origin_country) if line.origin_country else "",
            ]
            for line in goods
        ],
        "gross_weight": kilograms(sum(parcel.weight_g for parcel in parcels)),
        "value": f"{figure(value, order.currency)} {order.currency}",
        "charges": f"{figure(freight.amount, order.currency)} {order.currency}",
        "invoice": invoice_number(shipment),
        "office": f"{sender.city} / {packed_on}",
        "comments": f"{consignment.incoterm}",
        "signature": f"{packed_on}  {sender.name}",
    }  # fmt: skip
