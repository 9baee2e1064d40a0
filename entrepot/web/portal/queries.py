"""Reads of the portal, all through ``scope.own``."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext

from entrepot.apps.customs.documents.paper_set import paper_set
from entrepot.apps.fulfilment.models import Parcel, Shipment
from entrepot.apps.fulfilment.queries.eta import Arrival, arrival_of
from entrepot.apps.fulfilment.words import DOCUMENTS
from entrepot.apps.inventory.models import StockLevel
from entrepot.apps.orders.queries import CaseRoom, case_rooms, timeline
from entrepot.apps.purchasing.models import DropshipOrder, PurchaseTask
from entrepot.apps.suppliers.models import Supplier, SupplierOffer
from entrepot.domain.money import Money, total
from entrepot.domain.whose_move import DropshipState, Move, ShipmentState, whose_move
from entrepot.web.flow import StepShown, flow_shown
from entrepot.web.portal.scope import own


@dataclass(frozen=True, slots=True)
class OwnOrder:
    """A dropship order as its supplier sees it. ``address`` is whole only once the order is accepted."""

    row: DropshipOrder
    address: dict[str, str]
    shipment: Shipment | None
    parcels: list[Parcel]
    arrival: Arrival | None
    papers: dict[str, str]
    weight_g: int
    is_late: bool
    story: list[dict[str, Any]]
    flow: list[StepShown]
    rooms: list[CaseRoom]

    @property
    def label_is_ready(self) -> bool:
        return "label" in self.papers and self.row.status == "accepted"

    @property
    def is_being_booked(self) -> bool:
        return bool(self.parcels) and not all(parcel.tracking_number for parcel in self.parcels)


@dataclass(frozen=True, slots=True)
class OwnOffer:
    """An offer with what is known of its stock; ``None`` where the supplier never reported any."""

    offer: SupplierOffer
    on_hand: int | None
    reserved: int
    synced_at: datetime | None

    @property
    def available(self) -> int:
        return (self.on_hand or 0) - self.reserved


def own_orders(supplier: Supplier, *statuses: str) -> QuerySet[DropshipOrder]:
    """Newest first; those in ``statuses`` or all."""
    rows = own(DropshipOrder, supplier).select_related("consignment__order", "supplier")
    rows = rows.prefetch_related("lines__order_line")
    return (rows.filter(status__in=statuses) if statuses else rows).order_by("-sent_at", "-pk")


def own_order(row: DropshipOrder, supplier: Supplier) -> OwnOrder:
    """All that the page of one order shows."""
    order = row.consignment.order
    shipment = _shipment(row, supplier)
    parcels = list(shipment.parcels.order_by("position")) if shipment else []
    facts = timeline(order, "supplier", get_language() or "en", supplier=supplier.code)
    return OwnOrder(
        row=row,
        address=_address(row),
        shipment=shipment,
        parcels=parcels,
        arrival=arrival_of(row.consignment, timezone.now()),
        papers=_papers(shipment, parcels),
        weight_g=sum(line.order_line.gross_weight_g * line.quantity for line in row.lines.all()),
        is_late=row.status == "sent" and row.accept_by < timezone.now(),
        story=[
            {"title": fact.sentence, "at": fact.at, "state": "problem" if fact.problem else "done"}
            for fact in facts
        ],
        flow=flow_shown(order, [row.consignment], _move(row, shipment)),
        rooms=case_rooms(order, f"supplier:{supplier.code}"),
    )


def _move(row: DropshipOrder, shipment: Shipment | None) -> Move:
    """Whose move it is on this supplier's part of the order; of its other parts a supplier learns nothing."""
    since = row.shipped_at or row.accepted_at or row.sent_at
    left = [shipment] if shipment and row.status == "shipped" else []
    return whose_move(
        status=row.consignment.order.status, since=since,
        shipments=[ShipmentState(one.status, one.clearance, since) for one in left],
        dropships=[DropshipState(row.status, since)],
    )  # fmt: skip


def _address(row: DropshipOrder) -> dict[str, str]:
    """Whole for an order that is to be shipped or was; before and after a refusal only where it goes."""
    address: dict[str, str] = row.consignment.order.address
    if row.status in ("accepted", "shipped"):
        return address
    return {part: address.get(part, "") for part in ("city", "region", "country")}


def _shipment(row: DropshipOrder, supplier: Supplier) -> Shipment | None:
    if row.status not in ("accepted", "shipped"):
        return None
    living = own(Shipment, supplier).filter(consignment=row.consignment_id).exclude(status="cancelled")
    return living.select_related("consignment__order", "warehouse").first()


def _papers(shipment: Shipment | None, parcels: Collection[Parcel]) -> dict[str, str]:
    """Papers by kind with their names. A parcel that we booked has our label and, across a border, the
    customs papers that go with it; what the supplier booked itself has its own."""
    if shipment is None or shipment.status not in ("packed", "dispatched", "delivered"):
        return {}
    booked = bool(parcels) and all(parcel.tracking_number and parcel.booked_at for parcel in parcels)
    kinds = paper_set(shipment).kinds if booked else ("packing_slip",)
    return {kind: gettext(DOCUMENTS[kind]) for kind in kinds}


def own_purchases(supplier: Supplier, *statuses: str) -> QuerySet[PurchaseTask]:
    """Purchases, the most urgent first; those in ``statuses`` or all."""
    rows = own(PurchaseTask, supplier).select_related("consignment__order", "supplier", "proof")
    rows = rows.prefetch_related("lines__order_line")
    return (rows.filter(status__in=statuses) if statuses else rows).order_by("buy_by", "pk")


def own_offers(supplier: Supplier, text: str = "") -> QuerySet[SupplierOffer]:
    """Offers by SKU; ``text`` is sought in SKUs and names."""
    rows = own(SupplierOffer, supplier).select_related("variant__product").order_by("variant__sku")
    if not text:
        return rows
    named = Q(variant__product__name__en__icontains=text) | Q(
        **{"variant__product__name__zh-hans__icontains": text}
    )
    return rows.filter(Q(variant__sku__icontains=text) | Q(supplier_sku__icontains=text) | named)


def with_stock(offers: Collection[SupplierOffer], supplier: Supplier) -> list[OwnOffer]:
    """``offers`` with their stock; one statement."""
    wanted = [offer.variant_id for offer in offers]
    levels = {level.variant_id: level for level in own(StockLevel, supplier).filter(variant_id__in=wanted)}
    found = []
    for offer in offers:
        level = levels.get(offer.variant_id)
        found.append(
            OwnOffer(
                offer, level.on_hand if level else None, level.reserved if level else 0,
                level.synced_at if level else None,
            )
        )  # fmt: skip
    return found


def owed_to(supplier: Supplier) -> list[Money]:
    """What was shipped, by currency: what the shop owes before payments made outside this platform."""
    costs = [row.cost for row in own(DropshipOrder, supplier).filter(status="shipped")]
    currencies = sorted({cost.currency for cost in costs})
    return [total((cost for cost in costs if cost.currency == code), code) for code in currencies]
