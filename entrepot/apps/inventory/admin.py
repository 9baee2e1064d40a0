"""Warehouses are reference data; stock is only looked at, because it moves by use cases alone."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from entrepot.apps.inventory.models import BondedZone, Reservation, StockLevel, StockMovement, Warehouse
from entrepot.kit.read_only import ReadOnlyAdmin


@admin.register(Warehouse)
class WarehouseAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "name", "kind", "country", "supplier", "is_active"]
    list_filter = ["kind", "country", "is_active"]


@admin.register(BondedZone)
class BondedZoneAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "name", "country", "licensed", "source"]
    list_filter = ["country"]


@admin.register(StockLevel)
class StockLevelAdmin(ReadOnlyAdmin):
    list_display = ["warehouse", "variant", "on_hand", "reserved", "synced_at"]
    list_select_related = ["warehouse", "variant"]
    list_filter = ["warehouse"]
    search_fields = ["variant__sku"]


@admin.register(StockMovement)
class StockMovementAdmin(ReadOnlyAdmin):
    list_display = ["at", "level_id", "kind", "quantity", "reference", "by"]
    search_fields = ["reference"]


@admin.register(Reservation)
class ReservationAdmin(ReadOnlyAdmin):
    list_display = ["reference", "level_id", "quantity", "status", "expires_at"]
    list_filter = ["status"]
    search_fields = ["reference"]
