"""The demo shop's warehouses: storage tariffs, goods on their way, a transfer, minimum lives."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.customs.services.declare_transfer import declare_transfer
from entrepot.apps.inventory.models import (
    InboundShipment,
    MinimumLife,
    StockLevel,
    StorageTariff,
    Warehouse,
    WriteDownPolicy,
)
from entrepot.apps.inventory.services.accrue_storage_fees import accrue_storage_fees
from entrepot.apps.inventory.services.add_inbound_cost import add_inbound_cost
from entrepot.apps.inventory.services.announce_inbound import announce_inbound
from entrepot.apps.inventory.services.arrive_inbound import arrive_inbound
from entrepot.apps.inventory.services.depart_inbound import depart_inbound
from entrepot.apps.inventory.services.plan_inbound import (
    InboundPlan,
    PlannedLeg,
    PlannedLine,
    Sender,
    plan_inbound,
)
from entrepot.apps.inventory.services.receive_inbound import Unloaded, receive_inbound
from entrepot.apps.inventory.services.set_storage_tariff import set_storage_tariff
from entrepot.apps.inventory.services.set_write_down_policy import set_write_down_policy
from entrepot.demo.storage_tariffs import storage_tariffs
from entrepot.domain.inventory.landed import Basis as CostBasis
from entrepot.domain.inventory.write_downs import Basis, WriteDownRule
from entrepot.domain.money import Money

BY: Final = "system"
CHARGED_DAYS: Final = 3
WRITE_DOWNS: Final = (
    WriteDownRule(Basis.AGE, 145, Decimal("0.10")),
    WriteDownRule(Basis.AGE, 365, Decimal("0.50")),
    WriteDownRule(Basis.LIFE, 45, Decimal("0.40")),
    WriteDownRule(Basis.LIFE, 0, Decimal("1")),
)
MINIMUM_LIVES: Final = {
    "milk-powder": 120, "pantry": 45, "tea": 90, "supplements": 90, "skincare-makeup": 90,
}  # fmt: skip


def load_warehousing() -> int:
    """Returns how many inbound shipments are new; a shop that had any keeps what it has."""
    _set_lives()
    today = timezone.now().date()
    warehouses = {warehouse.code: warehouse for warehouse in Warehouse.objects.all()}
    for code, tariff in storage_tariffs().items():
        if not StorageTariff.objects.filter(warehouse=warehouses[code]).exists():
            set_storage_tariff(
                warehouse=warehouses[code], since=today - timedelta(days=CHARGED_DAYS),
                currency=tariff.currency, free_days=tariff.free_days, tiers=tariff.tiers,
            )  # fmt: skip
    accrue_storage_fees(now=timezone.now())
    if not WriteDownPolicy.objects.exists():
        set_write_down_policy(
            since=today,
            rules=WRITE_DOWNS,
            source="Example of an accounting manual: review stock of four months",
        )
    if InboundShipment.objects.exists():
        return 0
    made = [
        _by_sea(warehouses, today), _partly_received(warehouses, today), _transfer(warehouses, today)
    ]  # fmt: skip
    return sum(made)


def _set_lives() -> None:
    MinimumLife.objects.bulk_create(
        [
            MinimumLife(variant=variant, days_at_delivery=MINIMUM_LIVES[variant.product.category.slug])
            for variant in Variant.objects.filter(product__category__slug__in=MINIMUM_LIVES).select_related(
                "product__category"
            )
        ],
        ignore_conflicts=True,
    )


def _by_sea(warehouses: dict[str, Warehouse], today: date) -> bool:
    """Phone accessories from a factory, on the ocean."""
    lines = [PlannedLine(sku, 240, Money.of("1.85", "USD")) for sku in _skus("US-EWR", "CN-", 6)]
    if not lines:
        return False
    legs = [
        PlannedLeg(
            "road", "Dongguan", "Yantian", today - timedelta(days=11), today - timedelta(days=12),
            "Example Trucking", "YUE-B 2H418",
        ),
        PlannedLeg(
            "sea", "Yantian", "New York", today + timedelta(days=17), today - timedelta(days=9),
            "Example Ocean Line", "MSKU6345785",
        ),
        PlannedLeg("road", "New York", "Edison", today + timedelta(days=20), None, "Example Drayage"),
    ]  # fmt: skip
    plan = InboundPlan(
        Sender(name="Dongguan Brightcase Factory"), warehouses["US-EWR"], "USD", lines, legs, "PO-2207"
    )
    shipment = depart_inbound(
        shipment=announce_inbound(shipment=plan_inbound(plan=plan, by=BY), by=BY), by=BY
    )
    road = shipment.legs.get(position=1)
    road.ata = road.eta
    road.save(update_fields=["ata"])
    _add_costs(shipment, [("freight", CostBasis.VOLUME, "412.00"), ("duty", CostBasis.VALUE, "96.40")], 2)
    return True


def _partly_received(warehouses: dict[str, Warehouse], today: date) -> bool:
    """Tea by rail, of which one pallet has been unloaded and some cartons were wet."""
    lines = [
        PlannedLine(sku, 60, Money.of("7.40", "EUR"), f"T{today:%y%m}{at}", today + timedelta(days=620))
        for at, sku in enumerate(_skus("FR-LIL", "CN-TEA", 4), start=1)
    ]
    if not lines:
        return False
    legs = [
        PlannedLeg(
            "rail", "Yiwu", "Duisburg", today - timedelta(days=4), today - timedelta(days=22),
            "Example Rail", "TBJU0421337",
        ),
        PlannedLeg("road", "Duisburg", "Lille", today - timedelta(days=1), today - timedelta(days=2)),
    ]  # fmt: skip
    plan = InboundPlan(
        Sender(name="Hangzhou Mingqian Tea"), warehouses["FR-LIL"], "EUR", lines, legs, "PO-2198"
    )
    shipment = depart_inbound(
        shipment=announce_inbound(shipment=plan_inbound(plan=plan, by=BY), by=BY), by=BY
    )
    arrive_inbound(shipment=shipment, on=today - timedelta(days=1), by=BY)
    costs = [
        ("freight", CostBasis.WEIGHT, "188.50"), ("duty", CostBasis.VALUE, "57.20"),
        ("import_tax", CostBasis.VALUE, "101.30"),
    ]  # fmt: skip
    _add_costs(shipment, costs)
    receive_inbound(
        shipment=shipment, unloaded=[Unloaded(1, 60), Unloaded(2, 22, 2)][: len(lines)],
        key="demo:first-pallet", by=BY,
    )  # fmt: skip
    return True


def _transfer(warehouses: dict[str, Warehouse], today: date) -> bool:
    """Best sellers from the house to France, on the road."""
    lines = [PlannedLine(sku, 12) for sku in _skus("GB-CVT", "", 3)]
    leg = PlannedLeg(
        "road", "Coventry", "Lille", today + timedelta(days=2), today, "Example Haulage", "VX71 KLD"
    )
    if not lines:
        return False
    plan = InboundPlan(Sender(warehouses["GB-CVT"]), warehouses["FR-LIL"], "GBP", lines, [leg])
    announced = announce_inbound(shipment=plan_inbound(plan=plan, by=BY), by=BY)
    declare_transfer(inbound=announced)
    depart_inbound(shipment=announced, by=BY)
    return True


def _add_costs(
    shipment: InboundShipment, costs: Sequence[tuple[str, CostBasis, str]], freight_leg: int = 0
) -> None:
    for kind, basis, amount in costs:
        leg = shipment.legs.filter(position=freight_leg).first() if kind == "freight" else None
        add_inbound_cost(
            shipment=shipment, kind=kind, basis=basis, money=Money.of(amount, shipment.currency), leg=leg
        )


def _skus(warehouse: str, prefix: str, most: int) -> list[str]:
    """Articles that lie there in plenty and may cross a border, best sellers first."""
    levels = StockLevel.objects.filter(
        warehouse__code=warehouse, variant__sku__startswith=prefix, on_hand__gte=20
    )
    ordered = levels.exclude(variant__hs6="").order_by("-variant__product__popularity", "variant__sku")
    return list(ordered.values_list("variant__sku", flat=True)[:most])
