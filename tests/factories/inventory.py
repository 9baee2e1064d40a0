"""Warehouses with stock. Stock arrives through ``receive_stock``, so the books are right from the start."""

from itertools import count

from django.db import connection
from django.utils import timezone

from entrepot.apps.catalog.models import Category, Product, Variant
from entrepot.apps.inventory.models import StockLevel, Warehouse
from entrepot.apps.inventory.services.receive_stock import receive_stock
from entrepot.apps.suppliers.models import Supplier

_numbers = count(1)


def a_variant(sku: str = "", name: str = "Green tea") -> Variant:
    sku = sku or f"SKU-{next(_numbers)}"
    category, _ = Category.objects.get_or_create(
        slug="tea", defaults={"name": {"en": "Tea", "zh-hans": "茶"}}
    )
    product = Product.objects.create(
        slug=f"product-{sku.lower()}", code=f"P-{sku}", category=category, currency="GBP",
        name={"en": name, "zh-hans": "绿茶"},
    )  # fmt: skip
    return Variant.objects.create(
        product=product, sku=sku, net_weight_g=100, gross_weight_g=120, hs6="090210"
    )


def a_warehouse(code: str = "lhr", country: str = "GB", kind: str = "own") -> Warehouse:
    warehouse, _ = Warehouse.objects.get_or_create(
        code=code, defaults={"name": {"en": code}, "country": country, "kind": kind}
    )
    return warehouse


def a_supplier_warehouse(code: str = "silk-road", country: str = "CN") -> Warehouse:
    supplier = Supplier.objects.create(
        code=code, name={"en": code}, country=country, email=f"{code}@supplier.example"
    )
    return Warehouse.objects.create(
        code=f"s-{code}", name={"en": code}, country=country, kind="supplier", supplier=supplier
    )


def stocked(
    quantity: int, *, warehouse: Warehouse | None = None, variant: Variant | None = None
) -> StockLevel:
    """``quantity`` units of a variant in a warehouse (the default one unless named)."""
    warehouse = warehouse or a_warehouse()
    variant = variant or a_variant()
    if quantity:
        receive_stock(
            warehouse_code=warehouse.code,
            variant_id=variant.pk,
            quantity=quantity,
            reference="po:1",
            by="test",
        )
    else:
        StockLevel.objects.create(warehouse=warehouse, variant=variant, synced_at=timezone.now())
    return StockLevel.objects.select_related("warehouse", "variant").get(warehouse=warehouse, variant=variant)


def behind_the_guard() -> None:
    """Until the transaction ends no trigger watches, as when rows come back from a bad backup."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local session_replication_role = replica")
