"""Suppliers with their agreements and offers, and what lies in each warehouse."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from entrepot.apps.catalog.models import Variant
from entrepot.apps.inventory.models import Lot, StockLevel, StockMovement, Warehouse
from entrepot.apps.suppliers.models import Agreement, Supplier, SupplierOffer
from entrepot.demo import catalogue
from entrepot.demo.goods import Goods, Sku
from entrepot.demo.opening_lots import opening_lots
from entrepot.demo.rows import DemoSupplier
from entrepot.domain.money import Money

REFERENCE = "demo:opening-stock"
BATCH = 4000


def load_suppliers() -> int:
    """Suppliers, each with the agreement in force; returns how many."""
    rows = catalogue.suppliers()
    Supplier.objects.bulk_create(
        [
            Supplier(
                code=row.code,
                name={"en": row.name_en, "zh-hans": row.name_zh},
                country=row.country,
                email=row.contact_email,
                accept_within_hours=row.ack_hours,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "country", "email", "accept_within_hours"],
    )
    suppliers = {supplier.code: supplier for supplier in Supplier.objects.all()}
    Agreement.objects.bulk_create(
        [_agreement(row, suppliers[row.code]) for row in rows], ignore_conflicts=True
    )
    return len(rows)


def load_offers(goods: Sequence[Goods]) -> int:
    """What each supplier asks for its articles: the price less its commission; returns how many offers."""
    terms = {row.code: row for row in catalogue.suppliers()}
    suppliers = dict(Supplier.objects.values_list("code", "id"))
    variants = dict(Variant.objects.values_list("sku", "id"))
    offers = [
        SupplierOffer(
            supplier_id=suppliers[sku.supplier_code],
            variant_id=variants[sku.code],
            supplier_sku=f"{sku.supplier_code.split('-')[0]}-{sku.code}",
            cost_amount=_cost(sku, terms[sku.supplier_code]).amount,
            currency=sku.currency,
            lead_days=terms[sku.supplier_code].lead_days,
        )
        for row in goods
        for sku in row.skus
        if sku.supplier_code
    ]
    SupplierOffer.objects.bulk_create(offers, ignore_conflicts=True)
    return len(offers)


@transaction.atomic
def load_stock(goods: Sequence[Goods]) -> int:
    """Opening stock where a warehouse has no level of a variant yet; returns how many levels were new.

    Each level of ours lies in lots, and each lot gets the one movement that explains it. Levels that exist
    are the shop's own and stay.
    """
    warehouses = {warehouse.code: warehouse for warehouse in Warehouse.objects.all()}
    variants = dict(Variant.objects.values_list("sku", "id"))
    known = set(StockLevel.objects.values_list("warehouse_id", "variant_id"))
    now = timezone.now()
    new = [
        (_level(warehouses[code], variants[sku.code], units, now), sku, row.category)
        for row in goods
        for sku in row.skus
        for code, units in sku.stock.items()
        if units > 0 and (warehouses[code].pk, variants[sku.code]) not in known
    ]
    StockLevel.objects.bulk_create([level for level, _sku, _category in new], batch_size=BATCH)
    ours = [each for each in new if each[0].warehouse.is_ours]
    lots = [lot for level, sku, category in ours for lot in _lots(level, sku, category, now)]
    Lot.objects.bulk_create(lots, batch_size=BATCH)
    theirs = (level for level, _sku, _category in new if not level.warehouse.is_ours)
    movements = [
        StockMovement(level=level, kind="sync", quantity=level.on_hand, reference=REFERENCE, by="system")
        for level in theirs
    ] + [
        StockMovement(
            level_id=lot.level_id, lot=lot, kind="receive", quantity=lot.quantity, reference=REFERENCE,
            by="system", at=lot.received_at,
        )
        for lot in lots
    ]  # fmt: skip
    StockMovement.objects.bulk_create(movements, batch_size=BATCH)
    return len(new)


def _level(warehouse: Warehouse, variant_id: int, units: int, now: datetime) -> StockLevel:
    return StockLevel(warehouse=warehouse, variant_id=variant_id, on_hand=units, synced_at=now)


def _lots(level: StockLevel, sku: Sku, category: str, now: datetime) -> list[Lot]:
    return [
        Lot(
            level=level, number=lot.number, expires_on=lot.expires_on, source=REFERENCE,
            received_at=lot.received_at, received=lot.units, quantity=lot.units,
            cost_amount=lot.cost.amount, currency=lot.cost.currency,
        )
        for lot in opening_lots(sku, category, level.warehouse.code, level.on_hand, now)
    ]  # fmt: skip


def _cost(sku: Sku, terms: DemoSupplier) -> Money:
    return (Money(sku.price, sku.currency) * (1 - terms.commission)).rounded()


def _agreement(row: DemoSupplier, supplier: Supplier) -> Agreement:
    return Agreement(
        supplier=supplier,
        version=1,
        valid=DateRange(row.agreement_from, row.agreement_until + timedelta(days=1)),
        terms={
            "text": {"en": row.agreement_en, "zh-hans": row.agreement_zh},
            "currency": row.currency,
            "min_order_value": _plain(row.min_order_value),
            "payment_terms_days": row.payment_terms_days,
            "commission": _plain(row.commission),
            "lead_days": row.lead_days,
        },
    )


def _plain(number: Decimal) -> str:
    return format(number, "f")
