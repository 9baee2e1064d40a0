"""Draw up what will be told to customs."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from entrepot.apps.customs.events import DeclarationDue
from entrepot.apps.customs.models import CustomsPort, Declaration, DeclarationItem
from entrepot.apps.customs.queries import demands_on, port_for, procedures_of
from entrepot.apps.customs.queries.importing import importer_number, we_import
from entrepot.apps.customs.services._bonded import BOOK_SHORT, ZONE_NOT_LICENSED, refused_from_bond
from entrepot.apps.customs.services._drafting import goods_of
from entrepot.apps.customs.words import gap_sentence
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.orders.models import OrderCharge
from entrepot.apps.orders.services.open_case import open_case
from entrepot.apps.orders.services.settle_cases import settle_cases
from entrepot.domain.customs.completeness import Gap, Goods, gaps
from entrepot.domain.customs.corrections import ItemCorrection
from entrepot.domain.customs.procedures import Direction
from entrepot.kit import outbox

SUPPLY_WITHIN = timedelta(hours=8)
SETTLED_BY_DRAWING = ("customs_data_missing", "customs_port_missing", BOOK_SHORT, ZONE_NOT_LICENSED)


@transaction.atomic
def create_declaration(
    *,
    shipment: Shipment,
    direction: Direction,
    corrections: Mapping[int, ItemCorrection] | None = None,
    importer_id: str = "",
    by: str = "system",
) -> Declaration | None:
    """A draft of the goods; sent as soon as every parcel has its number (event ``DeclarationDue``).

    ``corrections`` (by position from 1) and ``importer_id`` supply what the order lacks. What is still
    missing opens the case ``customs_data_missing`` naming each field, a missing port
    ``customs_port_missing``, goods that may not leave bond ``bonded_book_short`` or ``zone_not_licensed``;
    then there is none (``None``). A living one is given back as it is.
    """
    living = shipment.declarations.filter(direction=direction).exclude(status="cancelled").first()
    if living is not None:
        return living
    order = shipment.consignment.order
    procedure = procedures_of(shipment).get(direction, "simplified")
    port = port_for(shipment, direction, procedure)
    if port is None:
        facts = {"number": shipment.number, "lane": shipment.consignment.lane}
        _open(shipment, "customs_port_missing", facts)
        return None
    if refusal := refused_from_bond(shipment, direction):
        _open(shipment, refusal.code, {"number": shipment.number, "reason": refusal.message})
        return None
    declared_in = shipment.consignment.ships_from if direction == "export" else order.address["country"]
    goods = goods_of(shipment, declared_in, corrections)
    # Who imports concerns customs of import alone.
    number = importer_id.strip() or importer_number(shipment.consignment, procedure)
    importer_id = number if direction == "import" else ""
    missing = gaps(
        goods, demands_on(direction, order.address["country"]), importer_id=importer_id,
        recipient_phone=order.address.get("phone", ""),
        we_import=we_import(shipment.consignment, procedure),
    )  # fmt: skip
    if missing:
        _open(shipment, "customs_data_missing", {"number": shipment.number, "missing": _listed(missing)})
        return None
    declaration = _write(shipment, direction, procedure, port, goods, importer_id)
    settle_cases(order=order, kinds=SETTLED_BY_DRAWING,
                 references=[shipment.number], by=by, resolution="declared")  # fmt: skip
    parcels = list(shipment.parcels.all())
    if parcels and all(parcel.tracking_number for parcel in parcels):
        outbox.record(DeclarationDue(declaration.pk))
    return declaration


def _open(shipment: Shipment, kind: str, facts: Mapping[str, object]) -> None:
    open_case(order=shipment.consignment.order, kind=kind, facts=facts, reference=shipment.number,
              due_at=timezone.now() + SUPPLY_WITHIN)  # fmt: skip


def _listed(missing: list[Gap]) -> list[dict[str, str]]:
    return [
        {"field": gap.field, "sku": gap.sku, "key": gap.key, "message": gap_sentence(gap)} for gap in missing
    ]


def _write(
    shipment: Shipment,
    direction: Direction,
    procedure: str,
    port: CustomsPort,
    goods: list[Goods],
    importer_id: str,
) -> Declaration:
    consignment = shipment.consignment
    currency = consignment.order.currency
    charged = _charged(shipment)
    # Duty and tax are owed where the goods come in, not where they leave.
    owed = charged if direction == "import" else {}
    declaration = Declaration.objects.create(
        reference=_reference(shipment, direction), shipment=shipment, port=port, direction=direction,
        procedure=procedure, incoterm=consignment.incoterm,
        currency=currency, importer_id=importer_id, goods_amount=sum(line.value for line in goods),
        freight_amount=charged.get("shipping", Decimal(0)), duty_amount=owed.get("duty", Decimal(0)),
        tax_amount=owed.get("tax", Decimal(0)),
    )  # fmt: skip
    DeclarationItem.objects.bulk_create(
        DeclarationItem(
            declaration=declaration, position=position, description=line.description, hs_code=line.hs_code,
            origin_country=line.origin_country, quantity=line.quantity, net_weight_g=line.net_weight_g,
            currency=currency, value_amount=line.value,
        )
        for position, line in enumerate(goods, start=1)
    )  # fmt: skip
    return declaration


def _charged(shipment: Shipment) -> dict[str, Decimal]:
    """The consignment's landed cost as charged and as due on delivery, by kind, in the order's currency."""
    charges = OrderCharge.objects.filter(consignment=shipment.consignment_id)
    return dict(charges.order_by("kind").values_list("kind").annotate(sum=Sum("amount")))


def _reference(shipment: Shipment, direction: Direction) -> str:
    """``IM-100001-1`` after the shipment ``SH-100001-1``; a further try adds ``-v2``."""
    base = f"{'EX' if direction == 'export' else 'IM'}-{shipment.number.partition('-')[2]}"
    earlier = shipment.declarations.filter(direction=direction).count()
    return f"{base}-v{earlier + 1}" if earlier else base
