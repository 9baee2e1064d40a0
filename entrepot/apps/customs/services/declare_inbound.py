"""Goods on their way to a warehouse of ours are declared where they cross a border."""

from collections.abc import Collection
from decimal import Decimal

from django.db import transaction

from entrepot.apps.customs.events import DeclarationDue
from entrepot.apps.customs.models import BondedBook, CustomsPort, Declaration, DeclarationItem
from entrepot.apps.customs.queries.importing import our_number_in
from entrepot.apps.customs.queries.inbound import inbound_borders
from entrepot.apps.customs.services._drafting import described_for
from entrepot.apps.customs.services.assess_inbound import assess_inbound
from entrepot.apps.inventory.models import InboundCost, InboundShipment, Warehouse
from entrepot.domain.customs.procedures import Direction
from entrepot.domain.money import Money
from entrepot.kit import outbox


@transaction.atomic
def declare_inbound(
    *, inbound: InboundShipment, directions: Collection[Direction] = ("export", "import")
) -> list[Declaration]:
    """A declaration for each border in ``directions`` that the modes name a procedure for; sent at once
    (``DeclarationDue``).

    An import that is not into bond is assessed first: its duty and taxes become costs of its lines. A living
    declaration is given back as it is; where something stands in the way (``inbound_borders`` says what)
    there is none.
    """
    row = InboundShipment.objects.select_for_update(of=("self",)).get(pk=inbound.pk)
    drawn = []
    for border in inbound_borders(row):
        direction = border.direction
        if direction not in directions:
            continue
        living = row.declarations.filter(direction=direction).exclude(status="cancelled").first()
        if living is None and border.port is not None:
            if direction == "import" and row.destination.kind != Warehouse.Kind.BONDED:
                assess_inbound(inbound=row)
            living = _write(row, direction, border.procedure, border.port)
            outbox.record(DeclarationDue(living.pk))
        if living is not None:
            drawn.append(living)
    return drawn


def _write(row: InboundShipment, direction: Direction, procedure: str, port: CustomsPort) -> Declaration:
    lines = list(row.lines.select_related("variant__product"))
    country = row.origin_country if direction == "export" else row.destination.country
    declaration = Declaration.objects.create(
        reference=_reference(row, direction), inbound=row, port=port, direction=direction,
        procedure=procedure, incoterm="DAP", currency=row.currency,
        importer_id=_our_number(row) if direction == "import" else "",
        goods_amount=sum((line.value_amount for line in lines), Decimal(0)),
        freight_amount=_cost(row, InboundCost.Kind.FREIGHT),
        duty_amount=_cost(row, InboundCost.Kind.DUTY) if direction == "import" else Decimal(0),
        tax_amount=_cost(row, InboundCost.Kind.IMPORT_TAX) if direction == "import" else Decimal(0),
    )  # fmt: skip
    DeclarationItem.objects.bulk_create(
        DeclarationItem(
            declaration=declaration, position=line.position,
            description=described_for(
                country, line.variant.customs_description or str(line.variant.product),
                line.variant.product.name,
            ),
            hs_code=line.variant.hs_code_for(country), origin_country=line.variant.origin_country,
            quantity=line.expected, net_weight_g=line.variant.net_weight_g * line.expected,
            currency=row.currency, value_amount=line.value_amount,
        )
        for line in lines
    )  # fmt: skip
    return declaration


def _our_number(row: InboundShipment) -> str:
    """How customs knows us where we import: the enterprise of the bonded book, else a trader's number."""
    book = BondedBook.objects.filter(warehouse=row.destination_id).first()
    if book is not None:
        return book.enterprise_code
    return our_number_in(row.destination.country)


def _cost(row: InboundShipment, kind: str) -> Decimal:
    found = (cost.money for cost in row.costs.filter(kind=kind))
    return sum(found, Money.zero(row.currency)).amount


def _reference(row: InboundShipment, direction: Direction) -> str:
    """``IM-ASN-1001``; a further try adds ``-v2``."""
    base = f"{'EX' if direction == 'export' else 'IM'}-{row.number}"
    earlier = row.declarations.filter(direction=direction).count()
    return f"{base}-v{earlier + 1}" if earlier else base
