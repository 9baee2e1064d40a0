"""Rule files and stored quotes are looked at; registrations are edited."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from entrepot.apps.taxation.models import LandedCostQuote, Registration, RuleFile, TariffImport, TariffLine
from entrepot.kit.read_only import ReadOnlyAdmin


@admin.register(RuleFile)
class RuleFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "loaded_at", "loaded_by", "why", "checksum"]
    list_filter = ["name"]


@admin.register(LandedCostQuote)
class LandedCostQuoteAdmin(ReadOnlyAdmin):
    list_display = ["id", "created_at", "rules_checksum"]


@admin.register(TariffImport)
class TariffImportAdmin(ReadOnlyAdmin):
    list_display = ["jurisdiction", "name", "source", "rows", "loaded_at", "loaded_by", "why"]
    list_filter = ["jurisdiction", "name"]


@admin.register(TariffLine)
class TariffLineAdmin(ReadOnlyAdmin):
    list_display = ["code", "program", "rate_text", "rate", "why_unread", "valid_from", "valid_to"]
    list_filter = ["tariff_import"]
    search_fields = ["code"]


@admin.register(Registration)
class RegistrationAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["kind", "jurisdiction", "number", "valid"]
    list_filter = ["jurisdiction"]
