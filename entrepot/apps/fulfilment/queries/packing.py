"""How a shipment could be packed: boxes of its warehouse, freight of its lane, rules of dangerous goods."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from entrepot.apps.fulfilment.models import BoxType, Shipment, ShipmentLine
from entrepot.apps.lanes.models import Lane
from entrepot.apps.lanes.queries import lane_on
from entrepot.apps.markets.queries import convert
from entrepot.domain.packing import BoxType as Box
from entrepot.domain.packing import (
    Carriage,
    HazardRule,
    Objection,
    Packing,
    Piece,
    cartonise,
    hazard_flags,
    palletise,
)
from entrepot.domain.packing.hazards import governing, may_lie_together, objections
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.freight import TooHeavy, freight
from entrepot.domain.sourcing.lanes import Lane as LaneValue
from entrepot.domain.sourcing.weights import Load
from entrepot.rules.dangerous_goods import packaged_hazard_rules


@dataclass(frozen=True)
class Proposal:
    """``packing`` (its ids are those of shipment lines) in the lane's ``currency``, the rules that govern its
    carriage, and what may not travel so at all."""

    packing: Packing
    currency: str
    rules: tuple[HazardRule, ...]
    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class Hazards:
    """The rules that govern a shipment's carriage, what may not travel so at all, and its pieces by line."""

    rules: tuple[HazardRule, ...]
    objections: tuple[Objection, ...]
    pieces: Mapping[str, Piece]

    def broken_by(self, contents: Mapping[int, int]) -> HazardRule | None:
        """The first rule that a parcel of ``contents`` (line to units) would break."""
        lying = [replace(self.pieces[str(line)], quantity=count) for line, count in contents.items()]
        return next((rule for rule in self.rules if not may_lie_together(lying, [rule])), None)


def packing_proposal(shipment: Shipment) -> Proposal | None:
    """The cheapest boxes for the shipment, on a lane of freight pallets; ``None`` where its warehouse keeps
    none that the lane takes."""
    lane = _lane_of(shipment)
    address = shipment.consignment.order.address
    destination, postcode = address["country"], address.get("postcode", "")
    known = _boxes_for(shipment, lane, lane.heaviest_parcel_g(destination, postcode))
    if not known:
        return None
    carriage = carriage_of(lane, shipment)
    rules = governing(packaged_hazard_rules(), carriage)
    pieces = _pieces(shipment)

    def price(load: Load) -> Decimal | None:
        try:
            return freight(lane, destination, load, postcode=postcode).price.amount
        except TooHeavy:
            return None

    packing = (palletise if lane.is_freight else cartonise)(pieces, known, price, rules)
    return Proposal(packing, lane.currency, rules, objections(pieces, carriage, rules))


def _boxes_for(shipment: Shipment, lane: LaneValue, heaviest_g: int) -> list[Box]:
    """The boxes that the lane takes, full up to ``heaviest_g``. Freight goes on pallets, where there are any
    that the lane takes; nothing else does."""
    rows = BoxType.objects.filter(warehouse=shipment.warehouse_id, is_active=True)
    today = timezone.now().date()
    known = [
        Box(row.code, row.inner, row.outer, row.tare_g, min(row.max_weight_g, heaviest_g),
            convert(row.cost, lane.currency, today).amount, row.deck_mm)
        for row in rows
        if lane.fits(row.outer) and row.tare_g < heaviest_g
    ]  # fmt: skip
    pallets = [box for box in known if box.is_pallet and lane.is_freight]
    return pallets or [box for box in known if not box.is_pallet]


def hazards_of(shipment: Shipment) -> Hazards:
    """What dangerous goods mean for the shipment."""
    carriage = carriage_of(_lane_of(shipment), shipment)
    rules = governing(packaged_hazard_rules(), carriage)
    pieces = _pieces(shipment)
    return Hazards(rules, objections(pieces, carriage, rules), {piece.id: piece for piece in pieces})


def carriage_of(lane: LaneValue, shipment: Shipment) -> Carriage:
    transports = frozenset(leg.transport for leg in lane.legs if leg.transport)
    abroad = lane.origin != shipment.consignment.order.address["country"]
    return Carriage(transports, lane.channel, abroad, lane.refuses)


def _lane_of(shipment: Shipment) -> LaneValue:
    row = Lane.objects.select_related("mode").get(code=shipment.consignment.lane)
    return lane_on(row, timezone.now().date())


def _pieces(shipment: Shipment) -> list[Piece]:
    rows = shipment.lines.select_related("order_line__variant").order_by("order_line__position")
    return [_piece(row) for row in rows]


def _piece(row: ShipmentLine) -> Piece:
    line, variant = row.order_line, row.order_line.variant
    sides = (variant.length_mm, variant.width_mm, variant.height_mm)
    given = variant.attributes
    flags = hazard_flags(given, variant.hs6)
    return Piece(
        id=str(row.pk), quantity=row.quantity, weight_g=line.gross_weight_g,
        dimensions=Dimensions(*(side or 0 for side in sides)) if all(sides) else None, flags=flags,
        content_ml=int(_number(given, "content_ml", "net_content_ml", "volume_ml")),
        alcohol=_number(given, "alcohol_percent"), watt_hours=_number(given, "watt_hours"),
        battery_net_g=int(_number(given, "battery_g")) or None, upright="liquid" in flags,
    )  # fmt: skip


def _number(given: Mapping[str, Any], *names: str) -> Decimal:
    """The first of these attributes that is given; zero when none is."""
    found = next((given[name] for name in names if given.get(name)), 0)
    return Decimal(str(found))
