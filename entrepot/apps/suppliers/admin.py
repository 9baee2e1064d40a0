"""Suppliers, their members, agreements and offers as reference data."""

from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from entrepot.apps.suppliers.models import Agreement, Supplier, SupplierMember, SupplierOffer


class SupplierMemberInline(TabularInline):  # type: ignore[misc]
    model = SupplierMember
    extra = 0
    raw_id_fields = ["user"]


class AgreementInline(TabularInline):  # type: ignore[misc]
    model = Agreement
    extra = 0


@admin.register(Supplier)
class SupplierAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "name", "country", "email", "accept_within_hours", "is_active"]
    list_filter = ["country", "is_active"]
    search_fields = ["code", "email"]
    inlines = [SupplierMemberInline, AgreementInline]


@admin.register(SupplierOffer)
class SupplierOfferAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = [
        "supplier",
        "variant",
        "supplier_sku",
        "cost_amount",
        "currency",
        "lead_days",
        "is_active",
    ]
    list_filter = ["supplier", "is_active"]
    list_select_related = ["supplier", "variant"]
    search_fields = ["variant__sku", "supplier_sku"]
    raw_id_fields = ["variant"]
