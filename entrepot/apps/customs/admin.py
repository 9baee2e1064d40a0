"""Ports and bonded account books are reference data; what a book holds moves by use cases alone."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from entrepot.apps.customs.models import BondedBook, CustomsPort, PreferredPort, WarehousePort


@admin.register(CustomsPort)
class CustomsPortAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "name", "country", "procedures", "gateway", "is_active"]
    list_filter = ["country", "is_active"]


@admin.register(BondedBook)
class BondedBookAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["number", "warehouse", "enterprise", "enterprise_code", "port"]
    list_select_related = ["warehouse", "port"]


@admin.register(WarehousePort)
class WarehousePortAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["warehouse", "port", "valid"]
    list_select_related = ["warehouse", "port"]


@admin.register(PreferredPort)
class PreferredPortAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["country", "procedure", "port", "valid"]
    list_select_related = ["port"]
