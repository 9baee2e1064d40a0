"""What all customs papers print: parties, goods and our numbers, from declaration or order."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.queries import registrations_for
from entrepot.apps.customs.queries.importing import we_import
from entrepot.apps.fulfilment.documents.wording import country_name
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.parties import recipient_of, sender_of
from entrepot.apps.orders.models import Consignment, Order
from entrepot.domain.customs.completeness import Goods
from entrepot.domain.geography import EU_COUNTRIES
from entrepot.domain.money import Money, total
from entrepot.domain.ports.carriers import Address

LABELS = {
    "gb_vat": "GB VAT No.", "eori": "EORI No.", "gb_eori": "GB EORI No.",
    "eu_eori": "EU EORI No.", "au_arn": "ARN", "au_gst": "AU GST No.",
    "cn_cbec": "CN customs registration No.", "cn_aeo": "CN AEO No.",
    **dict.fromkeys(("eu_aeoc", "eu_aeos", "eu_aeof"), "EU AEO No."),
    **dict.fromkeys(("gb_aeoc", "gb_aeos", "gb_aeof"), "UK AEO No."),
    "us_ctpat": "CTPAT No.", "au_att": "Australian Trusted Trader No.",
}  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """A shipment as customs reads it, the same on every paper. ``goods`` are those of ``parcels`` together;
    ``freight`` is their part of what the buyer paid for carriage."""

    shipment: Shipment
    declaration: Declaration | None
    parcels: tuple[Parcel, ...]
    goods: tuple[Goods, ...]
    freight: Money

    @property
    def consignment(self) -> Consignment:
        return self.shipment.consignment

    @property
    def order(self) -> Order:
        return self.consignment.order

    @property
    def sender(self) -> Address:
        return sender_of(self.shipment)

    @property
    def recipient(self) -> Address:
        return recipient_of(self.order)

    @property
    def import_declaration(self) -> Declaration | None:
        row = self.declaration
        return row if row is not None and row.direction == "import" else None

    @property
    def importer_id(self) -> str:
        """As declared for import, else as the buyer gave it: an export declaration has none."""
        row = self.import_declaration
        return row.importer_id if row is not None else self.order.importer_id

    @property
    def is_our_import(self) -> bool:
        """Whether we are the importer of record; the buyer is where nothing of ours declares the import."""
        row = self.import_declaration
        return row is not None and we_import(self.consignment, row.procedure)

    @property
    def value(self) -> Money:
        """What the buyer paid for the goods, before duties and taxes."""
        return Money(sum((line.value for line in self.goods), Decimal(0)), self.order.currency)

    @property
    def gross_weight_g(self) -> int:
        return sum(parcel.weight_g for parcel in self.parcels)

    @property
    def numbers(self) -> list[str]:
        return [parcel.tracking_number for parcel in self.parcels if parcel.tracking_number]

    @property
    def packed_on(self) -> str:
        return (self.shipment.packed_at or self.shipment.created_at).date().isoformat()


def declared(shipment: Shipment) -> Declared:
    """The whole shipment."""
    declaration = latest_declaration(shipment)
    charges = shipment.consignment.charges.filter(kind="shipping")
    return Declared(
        shipment=shipment, declaration=declaration,
        parcels=tuple(shipment.parcels.order_by("position")),
        goods=tuple(declared_goods(shipment, declaration)),
        freight=total((one.money for one in charges), shipment.consignment.order.currency),
    )  # fmt: skip


def by_parcel(whole: Declared) -> list[Declared]:
    """Each parcel for itself: its contents, and its part of the values and the freight, which add up again to
    those of the whole. A single parcel holds everything."""
    if len(whole.parcels) <= 1:
        return [whole]
    lines = list(whole.shipment.lines.order_by("order_line__position").values_list("pk", flat=True))
    inside = [dict(parcel.lines.values_list("line", "quantity")) for parcel in whole.parcels]
    shares: list[list[Goods]] = [[] for _ in whole.parcels]
    for line, goods in zip(lines, whole.goods, strict=True):
        counts = [contents.get(line, 0) for contents in inside]
        values = Money(goods.value, whole.order.currency).allocate(counts)
        for share, count, value in zip(shares, counts, values, strict=True):
            if count:
                grams = goods.net_weight_g * count // goods.quantity
                share.append(replace(goods, quantity=count, net_weight_g=grams, value=value.amount))
    freights = whole.freight.allocate([parcel.weight_g for parcel in whole.parcels])
    return [
        replace(whole, parcels=(parcel,), goods=tuple(share), freight=freight)
        for parcel, share, freight in zip(whole.parcels, shares, freights, strict=True)
    ]


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
