"""From a shipment's lines to what would be declared, and from a declaration to the message that is sent."""

from collections.abc import Mapping, Sequence

from entrepot.apps.customs.models import Declaration
from entrepot.apps.customs.queries import registrations_for
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.queries.parties import recipient_of, sender_of
from entrepot.apps.payments.models import Payment
from entrepot.domain.customs.completeness import Goods
from entrepot.domain.customs.corrections import ItemCorrection
from entrepot.domain.geography import EU_COUNTRIES
from entrepot.domain.money import Money
from entrepot.domain.ports.customs import DeclarationMessage, DeclaredItem


def goods_of(shipment: Shipment, corrections: Mapping[int, ItemCorrection] | None = None) -> list[Goods]:
    """The shipment's lines as goods; ``corrections`` by position, counted from 1."""
    lines = shipment.lines.select_related("order_line").order_by("order_line__position")
    found = []
    for position, row in enumerate(lines, start=1):
        line = row.order_line
        goods = Goods(
            sku=line.sku, description=line.customs_description, hs_code=line.hs_code,
            origin_country=line.origin_country, quantity=row.quantity,
            net_weight_g=line.net_weight_g * row.quantity, value=line.line_total.amount,
        )  # fmt: skip
        correction = (corrections or {}).get(position)
        found.append(correction.applied_to(goods) if correction else goods)
    return found


def message_of(declaration: Declaration) -> DeclarationMessage:
    """The declaration as it would be sent now."""
    shipment = declaration.shipment
    consignment = shipment.consignment
    order = consignment.order
    parcels = list(shipment.parcels.order_by("position"))
    paid = Payment.objects.filter(order=order, status="captured").order_by("captured_at").first()
    currency = declaration.currency
    importer = recipient_of(order)
    return DeclarationMessage(
        key=f"{declaration.reference}:v{declaration.version}",
        reference=declaration.reference,
        procedure=declaration.procedure,
        port=declaration.port.code,
        direction="export" if declaration.direction == "export" else "import",
        order_number=order.number,
        payment_reference=paid.provider_reference if paid else "",
        tracking_number=parcels[0].tracking_number if parcels else "",
        exporter=sender_of(shipment),
        importer=importer,
        importer_id=declaration.importer_id,
        incoterm=declaration.incoterm,
        items=tuple(_items(declaration)),
        freight=Money(declaration.freight_amount, currency),
        insurance=Money.zero(currency),
        duty=Money(declaration.duty_amount, currency),
        tax=Money(declaration.tax_amount, currency),
        gross_weight_g=sum(parcel.weight_g for parcel in parcels),
        identifiers=tuple(_identifiers(consignment.ships_from, importer.country)),
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
