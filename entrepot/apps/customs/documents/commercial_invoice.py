"""The commercial invoice that customs reads beside the parcel."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Sum

from entrepot.apps.customs.documents.declared import Declared, declared, invoice_number, our_numbers, party
from entrepot.apps.fulfilment.documents.typesetting import typeset
from entrepot.apps.fulfilment.documents.wording import country_name, figure, kilograms, spaced_number
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.parties import address_from
from entrepot.domain.customs.completeness import Goods
from entrepot.domain.duties import ImporterKind
from entrepot.domain.ports.carriers import Address

TEMPLATE = Path(__file__).parent / "commercial_invoice.typ"


def make_commercial_invoice(shipment: Shipment) -> bytes:
    """A PDF of A4 pages in English, the language that customs everywhere accepts on an invoice."""
    return typeset(TEMPLATE, invoice_data(declared(shipment)))


def invoice_data(whole: Declared) -> dict[str, Any]:
    """What the invoice shows. The goods are worth what the buyer paid for them before duties and taxes."""
    order = whole.order
    seller, buyer = address_from(settings.SELLER), whole.recipient
    return {
        "number": invoice_number(whole.shipment),
        "date": whole.packed_on,
        "seller": party(seller),
        "seller_numbers": our_numbers(seller.country, buyer.country),
        "ships_from": party(whole.sender),
        "buyer": party(buyer),
        "importer_of_record": _importer(whole, seller, buyer),
        "importer_id": "" if whole.is_our_import else whole.importer_id,
        "facts": _facts(whole),
        "currency": order.currency,
        "lines": [_line(index, line, order.currency) for index, line in enumerate(whole.goods, start=1)],
        "totals": _totals(whole),
        "weights": [
            ["Total net weight", f"{kilograms(sum(line.net_weight_g for line in whole.goods))} kg"],
            ["Total gross weight", f"{kilograms(whole.gross_weight_g)} kg"],
            ["Number of packages", str(len(whole.parcels))],
        ],
        "statement": "I declare that the information on this invoice is true and correct and that the goods "
        "originate in the countries shown against them.",
        "signed": f"{seller.name}, {whole.packed_on}",
    }


def _facts(whole: Declared) -> list[list[str]]:
    consignment, buyer = whole.consignment, whole.recipient
    return [
        ["Invoice date", whole.packed_on],
        ["Order", consignment.order.number],
        ["Ordered on", consignment.order.placed_at.date().isoformat()],
        ["Waybill", ", ".join(spaced_number(number) for number in whole.numbers) or "–"],
        [
            "Terms of delivery",
            f"{consignment.incoterm} {buyer.city}, {country_name(buyer.country)} (Incoterms 2020)",
        ],
        ["Reason for export", "Sale of goods"],
        ["Country of dispatch", country_name(consignment.ships_from)],
        ["Country of destination", country_name(buyer.country)],
    ]


def _importer(whole: Declared, seller: Address, buyer: Address) -> str:
    """Who answers to customs: the buyer imports, and under DDP the seller bears the charges for them; in
    general trade under DDP the seller imports."""
    if whole.is_our_import:
        number = f" ({whole.importer_id})" if whole.importer_id else ""
        return f"{seller.name}{number}; duties and taxes paid by the importer"
    for_business = whole.order.importer_kind == ImporterKind.BUSINESS
    if whole.consignment.incoterm == "DDP":
        paid = f"borne by {seller.name}"
    else:
        paid = "to be paid by the importer" if for_business else "due on delivery"
    return f"{buyer.company if for_business else buyer.name}; duties and taxes {paid}"


def _line(index: int, line: Goods, currency: str) -> list[str]:
    unit = line.value / line.quantity
    return [
        str(index), line.sku, line.description, line.hs_code,
        country_name(line.origin_country) if line.origin_country else "", kilograms(line.net_weight_g),
        f"{line.quantity} pcs", figure(unit, currency), figure(line.value, currency),
    ]  # fmt: skip


def _totals(whole: Declared) -> list[list[str]]:
    charges = whole.consignment.charges.order_by("kind").values_list("kind").annotate(sum=Sum("amount"))
    charged, currency = dict(charges), whole.order.currency
    value, freight = whole.value.amount, whole.freight.amount
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
