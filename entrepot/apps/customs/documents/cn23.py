"""The postal customs declarations CN 23 and CN 22, one of either for each parcel."""

from pathlib import Path
from typing import Any

from entrepot.apps.customs.documents.declared import (
    Declared,
    by_parcel,
    declared,
    invoice_number,
    our_numbers,
    party,
)
from entrepot.apps.customs.documents.headings import CATEGORIES, CN22, CN23, bilingual, second_language
from entrepot.apps.fulfilment.documents.typesetting import code128_svg, typeset
from entrepot.apps.fulfilment.documents.wording import country_name, figure, kilograms, spaced_number
from entrepot.apps.fulfilment.models import Shipment

HERE = Path(__file__).parent


def make_cn23(shipment: Shipment) -> bytes:
    """A PDF of A5 landscape pages, as posts print the form."""
    return typeset(HERE / "cn23.typ", {"forms": [cn23_data(each) for each in by_parcel(declared(shipment))]})


def make_cn22(shipment: Shipment) -> bytes:
    """A PDF of small pages (74 by 105 mm) to be stuck on, as posts print the form."""
    return typeset(HERE / "cn22.typ", {"forms": [cn22_data(each) for each in by_parcel(declared(shipment))]})


def cn22_data(item: Declared) -> dict[str, Any]:
    """What the small form shows of one parcel."""
    sender = item.sender
    second = second_language(sender.country, item.recipient.country)
    full = cn23_data(item)
    return {
        **{
            name: full[name]
            for name in ("categories", "number", "lines", "gross_weight", "value", "signature")
        },
        "t": bilingual(CN22 | {"certify": CN23["certify"]}, second),
    }


def cn23_data(item: Declared) -> dict[str, Any]:
    """What the form shows of one parcel: the goods as declared, or the order's while nothing was."""
    order = item.order
    sender, recipient = item.sender, item.recipient
    second = second_language(sender.country, recipient.country)
    number = item.numbers[0] if item.numbers else ""
    return {
        "second": second,
        "t": bilingual(CN23, second),
        "categories": [[*words, key == "sale"] for key, words in bilingual(CATEGORIES, second).items()],
        "number": spaced_number(number),
        "bars": code128_svg(number),
        "from": party(sender),
        "to": party(recipient),
        "sender_reference": "; ".join(f"{label} {value}" for label, value in our_numbers(sender.country)),
        "importer_reference": item.importer_id,
        "lines": [
            [
                line.description, str(line.quantity), kilograms(line.net_weight_g),
                f"{figure(line.value, order.currency)} {order.currency}", line.hs_code,
                country_name(line.origin_country) if line.origin_country else "",
            ]
            for line in item.goods
        ],
        "gross_weight": kilograms(item.gross_weight_g),
        "value": f"{figure(item.value.amount, order.currency)} {order.currency}",
        "charges": f"{figure(item.freight.amount, order.currency)} {order.currency}",
        "invoice": invoice_number(item.shipment),
        "office": f"{sender.city} / {item.packed_on}",
        "comments": item.consignment.incoterm,
        "signature": f"{item.packed_on}  {sender.name}",
    }  # fmt: skip
