"""What both customs papers print: parties, goods and our numbers, from declaration or order."""

from typing import Any

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.queries import registrations_for
from entrepot.apps.fulfilment.documents.wording import country_name
from entrepot.apps.fulfilment.models import Shipment
from entrepot.domain.customs.completeness import Goods
from entrepot.domain.geography import EU_COUNTRIES
from entrepot.domain.ports.carriers import Address

LABELS = {
    "gb_vat": "GB VAT No.", "eori": "EORI No.", "gb_eori": "GB EORI No.",
    "eu_eori": "EU EORI No.", "au_arn": "ARN", "au_gst": "AU GST No.",
    "cn_cbec": "CN customs registration No.",
}  # fmt: skip


def invoice_number(shipment: Shipment) -> str:
    """``INV-100001-1`` for the shipment ``SH-100001-1``."""
    return f"INV-{shipment.number.partition('-')[2]}"


def latest_declaration(shipment: Shipment) -> Declaration | None:
    """The import declaration, or the export one where there is no other."""
    living = shipment.declarations.exclude(status="cancelled")
    return living.filter(direction="import").first() or living.first()


def declared_goods(shipment: Shipment, declaration: Declaration | None) -> list[Goods]:
    """The declared items; the order's lines while nothing has been declared."""
    rows = list(shipment.lines.select_related("order_line").order_by("order_line__position"))
    if declaration is None:
        return [
            Goods(
                sku=row.order_line.sku, description=row.order_line.customs_description,
                hs_code=row.order_line.hs_code, origin_country=row.order_line.origin_country,
                quantity=row.quantity, net_weight_g=row.order_line.net_weight_g * row.quantity,
                value=row.order_line.line_total.amount,
            )
            for row in rows
        ]  # fmt: skip
    return [
        Goods(
            sku=row.order_line.sku, description=item.description, hs_code=item.hs_code,
            origin_country=item.origin_country, quantity=item.quantity, net_weight_g=item.net_weight_g,
            value=item.value_amount,
        )
        for row, item in zip(rows, declaration.items.all(), strict=True)
    ]  # fmt: skip


def our_numbers(*countries: str) -> list[list[str]]:
    """``[label, number]`` of our registrations in these countries.

    An IOSS number travels electronically and is never printed.
    """
    wanted = [*countries, *(["EU"] if EU_COUNTRIES.intersection(countries) else [])]
    rows = [row for row in registrations_for(wanted) if row.kind.lower() != "ioss"]
    return [[LABELS.get(row.kind.lower(), row.kind), row.number] for row in rows]


def party(address: Address) -> dict[str, Any]:
    """An address for a template, with the country's name in English."""
    street = ", ".join(part for part in (address.line1, address.line2) if part)
    city = " ".join(part for part in (address.postcode, address.city) if part)
    region = address.region if address.region != address.city else ""
    return {
        "name": address.name, "business": address.company, "street": street,
        "city": ", ".join(part for part in (city, region) if part),
        "country": country_name(address.country), "phone": address.phone, "email": address.email,
    }  # fmt: skip
