"""The commercial invoice that customs reads beside the parcel."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Sum

from entrepot.apps.customs.documents.declared import (
    declared_goods,
    invoice_number,
    latest_declaration,
    our_numbers,
    party,
)
from entrepot.apps.fulfilment.documents.typesetting import typeset
from entrepot.apps.fulfilment.documents.wording import country_name, figure, kilograms, spaced_number
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.parties import address_from, recipient_of, sender_of
from entrepot.domain.customs.completeness import Goods
from entrepot.domain.ports.carriers import Address

TEMPLATE = Path(__file__).parent / "commercial_invoice.typ"


def make_commercial_invoice(shipment: Shipment) -> bytes:
    """A PDF of A4 pages in English, the language that customs everywhere accepts on an invoice."""
    return typeset(TEMPLATE, invoice_data(shipment))


def invoice_data(shipment: Shipment) -> dict[str, Any]:
    """What the invoice shows. The goods are worth what the buyer paid for them before duties and taxes."""
    consignment = shipment.consignment
    order = consignment.order
    declaration = latest_declaration(shipment)
    goods = declared_goods(shipment, declaration)
    seller, buyer = address_from(settings.SELLER), recipient_of(order)
    parcels = list(shipment.parcels.order_by("position"))
    packed_on = (shipment.packed_at or shipment.created_at).date().isoformat()
    return {
        "number": invoice_number(shipment),
        "date": packed_on,
        "seller": party(seller),
        "seller_numbers": our_numbers(seller.country, buyer.country),
        "ships_from": party(sender_of(shipment)),
        "buyer": party(buyer),
        "importer_of_record": _importer(consignment.incoterm, seller, buyer),
        "importer_id": declaration.importer_id if declaration else order.importer_id,
        "facts": _facts(shipment, buyer, packed_on, [parcel.tracking_number for parcel in parcels]),
        "currency": order.currency,
        "lines": [_line(index, line, order.currency) for index, line in enumerate(goods, start=1)],
        "totals": _totals(shipment, goods, order.currency),
        "weights": [
            ["Total net weight", f"{kilograms(sum(line.net_weight_g for line in goods))} kg"],
            ["Total gross weight", f"{kilograms(sum(parcel.weight_g for parcel in parcels))} kg"],
            ["Number of packages", str(len(parcels))],
        ],
        "statement": "I declare that the information on this invoice is true and correct and that the goods "
        "originate in the countries shown against them.",
        "signed": f"{seller.name}, {packed_on}",
    }


def _facts(shipment: Shipment, buyer: Address, on: str, numbers: list[str]) -> list[list[str]]:
    consignment = shipment.consignment
    return [
        ["Invoice date", on],
        ["Order", consignment.order.number],
        ["Ordered on", consignment.order.placed_at.date().isoformat()],
        ["Waybill", ", ".join(spaced_number(number) for number in numbers if number) or "–"],
        [
            "Terms of delivery",
            f"{consignment.incoterm} {buyer.city}, {country_name(buyer.country)} (Incoterms 2020)",
        ],
        ["Reason for export", "Sale of goods"],
        ["Country of dispatch", country_name(consignment.ships_from)],
        ["Country of destination", country_name(buyer.country)],
    ]


def _importer(incoterm: str, seller: Address, buyer: Address) -> str:
    """Who answers to customs: the buyer imports; under DDP the seller bears the charges for them."""
    paid = (
        f"; duties and taxes borne by {seller.name}"
        if incoterm == "DDP"
        else "; duties and taxes due on delivery"
    )
    return f"{buyer.name}{paid}"


def _line(index: int, line: Goods, currency: str) -> list[str]:
    unit = line.value / line.quantity
    return [
        str(index), line.sku, line.description, line.hs_code,
        country_name(line.origin_country) if line.origin_country else "", kilograms(line.net_weight_g),
        f"{line.quantity} pcs", figure(unit, currency), figure(line.value, currency),
    ]  # fmt: skip


def _totals(shipment: Shipment, goods: list[Goods], currency: str) -> list[list[str]]:
    charges = shipment.consignment.charges.order_by("kind").values_list("kind").annotate(sum=Sum("amount"))
    charged = dict(charges)
    value = sum((line.value for line in goods), Decimal(0))
    freight = charged.get("shipping", Decimal(0))
    rows = [
        ["Goods", value],
        ["Freight", freight],
        ["Insurance", Decimal(0)],
        ["Invoice total", value + freight],
    ]
    for kind, label in (("duty", "Import duty, for information"), ("tax", "Import taxes, for information")):
        if charged.get(kind):
            rows.append([label, charged[kind]])
    return [[str(label), figure(Decimal(str(amount)), currency)] for label, amount in rows]
