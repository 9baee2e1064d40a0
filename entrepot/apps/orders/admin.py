"""Orders to look at; they change by use cases alone."""

from django.contrib import admin

from entrepot.apps.orders.models import Case, Order
from entrepot.kit.read_only import ReadOnlyAdmin


@admin.register(Order)
class OrderAdmin(ReadOnlyAdmin):
    list_display = ["number", "email", "market", "status", "total_amount", "currency", "placed_at"]
    list_filter = ["status", "market", "source"]
    search_fields = ["number", "email"]


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    list_display = ["subject", "kind", "reference", "owner", "status", "due_at"]
    list_select_related = ["order"]
    list_filter = ["status", "kind", "owner"]
