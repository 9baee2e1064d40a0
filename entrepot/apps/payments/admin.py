"""Money to look at; it moves by use cases alone."""

from django.contrib import admin

from entrepot.apps.payments.models import JournalEntry, Payment, Posting, ProviderNotice, Refund
from entrepot.kit.read_only import ReadOnlyAdmin


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ["order", "gateway", "amount", "currency", "status", "provider_reference", "created_at"]
    list_select_related = ["order"]
    list_filter = ["status", "gateway"]
    search_fields = ["order__number", "provider_reference"]


@admin.register(Refund)
class RefundAdmin(ReadOnlyAdmin):
    list_display = ["payment_id", "amount", "currency", "status", "reason", "by", "created_at"]
    list_filter = ["status"]


@admin.register(ProviderNotice)
class ProviderNoticeAdmin(ReadOnlyAdmin):
    list_display = ["received_at", "gateway", "notice_id", "kind", "outcome"]
    list_filter = ["gateway", "kind", "outcome"]
    search_fields = ["notice_id"]


@admin.register(JournalEntry)
class JournalEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "key", "kind", "order", "memo"]
    list_select_related = ["order"]
    list_filter = ["kind"]
    search_fields = ["key", "order__number"]


@admin.register(Posting)
class PostingAdmin(ReadOnlyAdmin):
    list_display = ["entry_id", "account", "amount", "currency"]
    list_filter = ["account", "currency"]
