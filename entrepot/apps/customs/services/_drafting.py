"""From a shipment's lines to what would be declared, and from a declaration to the message that is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.queries import registrations_for
from entrepot.apps.customs.queries.importing import we_import
from entrepot.apps.fulfilment.models import Shipment, ShipmentLine
from entrepot.apps.fulfilment.queries.parties import address_from, recipient_of, sender_of
from entrepot.apps.inventory.models import InboundShipment
from entrepot.apps.payments.models import Payment
from entrepot.domain.customs.completeness import Goods
from entrepot.domain.customs.corrections import ItemCorrection
from entrepot.domain.geography import EU_COUNTRIES
from entrepot.domain.money import Money
from entrepot.domain.ports.carriers import Address
from entrepot.domain.ports.customs import DeclarationMessage, DeclaredItem

# Of a declared item's description.
LONGEST_DESCRIPTION: Final = 200
# GACC 2019 No. 18 (how to fill in a declaration): the first line of a good is its standard Chinese name.
NAMES_IN: Final = {"CN": "zh-hans"}


def described_for(country: str, description: str, name: Mapping[str, str]) -> str:
    """``description`` for customs of ``country``: after the article's name in the language asked for there,
    where the catalogue has it."""
    local = name.get(NAMES_IN.get(country, ""), "").strip()
    if not (local and description) or local in description:
        return description
    return f"{local} {description}".strip()[:LONGEST_DESCRIPTION]


def goods_of(
    shipment: Shipment, country: str, corrections: Mapping[int, ItemCorrection] | None = None
) -> list[Goods]:
    """The shipment's lines as goods declared in ``country``; ``corrections`` by position, from 1."""
    lines = shipment.lines.select_related("order_line").order_by("order_line__position")
    found = []
    for position, row in enumerate(lines, start=1):
        line = row.order_line
        goods = Goods(
            sku=line.sku, description=described_for(country, line.customs_description, line.name),
            hs_code=line.hs_code,
            origin_country=line.origin_country, quantity=row.quantity,
            net_weight_g=line.net_weight_g * row.quantity, value=line.line_total.amount,
        )  # fmt: skip
        correction = (corrections or {}).get(position)
        found.append(correction.applied_to(goods) if correction else goods)
    return found


def skus_of(declaration: Declaration) -> list[str]:
    """The article numbers of the declaration's items, in their order."""
    if declaration.inbound:
        return list(declaration.inbound.lines.values_list("variant__sku", flat=True))
    lines = ShipmentLine.objects.filter(shipment=declaration.shipment_id).order_by("order_line__position")
    return list(lines.values_list("order_line__sku", flat=True))


def message_of(declaration: Declaration) -> DeclarationMessage:
    """The declaration as it would be sent now."""
    if declaration.inbound:
        return _of_movement(declaration, _inbound_movement(declaration.inbound))
    if declaration.shipment:
        return _of_movement(declaration, _shipment_movement(declaration, declaration.shipment))
    raise ValueError(f"{declaration.reference} is for nothing")


@dataclass(frozen=True, slots=True)
class Movement:
    """What moves, from whom to whom, on which papers."""

    number: str
    exporter: Address
    importer: Address
    ships_from: str
    ships_to: str
    gross_weight_g: int
    payment_reference: str = ""
    tracking_number: str = ""


def _shipment_movement(declaration: Declaration, shipment: Shipment) -> Movement:
    consignment, order = shipment.consignment, shipment.consignment.order
    recipient = recipient_of(order)
    ours = declaration.direction == "import" and we_import(consignment, declaration.procedure)
    parcels = list(shipment.parcels.order_by("position"))
    paid = Payment.objects.filter(order=order, status="captured").order_by("captured_at").first()
    return Movement(
        number=order.number,
        exporter=sender_of(shipment),
        importer=address_from(settings.SELLER) if ours else recipient,
        ships_from=consignment.ships_from,
        ships_to=recipient.country,
        gross_weight_g=sum(parcel.weight_g for parcel in parcels),
        payment_reference=paid.provider_reference if paid else "",
        tracking_number=parcels[0].tracking_number if parcels else "",
    )


def _inbound_movement(inbound: InboundShipment) -> Movement:
    """To ourselves: the sender's paper stands where a buyer's payment would, and the container or air waybill
    of the first leg that has one for the parcel's number."""
    sender = str(inbound.comes_from)
    source = inbound.source.address if inbound.source else {}
    lines = inbound.lines.select_related("variant")
    leg = inbound.legs.exclude(transport_number="").first()
    ours = {"name": settings.SELLER["name"], "line1": str(inbound.destination)}
    return Movement(
        number=inbound.number,
        exporter=address_from(source, name=sender, line1=sender, country=inbound.origin_country),
        importer=address_from({**inbound.destination.address, **ours}, country=inbound.destination.country),
        ships_from=inbound.origin_country,
        ships_to=inbound.destination.country,
        gross_weight_g=sum(line.variant.gross_weight_g * line.expected for line in lines),
        payment_reference=inbound.reference or inbound.number,
        tracking_number=leg.transport_number if leg else inbound.number,
    )


def _of_movement(declaration: Declaration, movement: Movement) -> DeclarationMessage:
    currency = declaration.currency
    return DeclarationMessage(
        key=f"{declaration.reference}:v{declaration.version}",
        reference=declaration.reference,
        procedure=declaration.procedure,
        port=declaration.port.code,
        direction="export" if declaration.direction == "export" else "import",
        order_number=movement.number,
        payment_reference=movement.payment_reference,
        tracking_number=movement.tracking_number,
        exporter=movement.exporter,
        importer=movement.importer,
        importer_id=declaration.importer_id,
        incoterm=declaration.incoterm,
        items=tuple(_items(declaration)),
        freight=Money(declaration.freight_amount, currency),
        insurance=Money.zero(currency),
        duty=Money(declaration.duty_amount, currency),
        tax=Money(declaration.tax_amount, currency),
        gross_weight_g=movement.gross_weight_g,
        identifiers=tuple(_identifiers(movement.ships_from, movement.ships_to)),
        answer_to_query=declaration.answer,
    )


def _items(declaration: Declaration) -> Sequence[DeclaredItem]:
    return [
        DeclaredItem(
            line=item.position, description=item.description, hs_code=item.hs_code,
            origin_country=item.origin_country, quantity=item.quantity, net_weight_g=item.net_weight_g,
            value=Money(item.value_amount, item.currency),
        )
        for item in declaration.items.all()
    ]  # fmt: skip


def _identifiers(*countries: str) -> list[tuple[str, str]]:
    wanted = [*countries, *(["EU"] if EU_COUNTRIES.intersection(countries) else [])]
    return [(row.kind, row.number) for row in registrations_for(wanted)]
