"""Rule files and stored quotes are looked at; registrations are edited."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from entrepot.apps.taxation.models import LandedCostQuote, Registration, RuleFile, TariffImport, TariffLine
from entrepot.apps.taxation.words import IDENTIFIER_WORDS
from entrepot.domain.identifiers import IDENTIFIERS, OF_SCHEME, BadIdentifier, check_identifier
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


class RegistrationForm(forms.ModelForm):  # type: ignore[type-arg]
    """A number of a scheme that we know must be well formed; it is stored tidy."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = OF_SCHEME.get(str(cleaned.get("kind", "")).lower())
        if kind and cleaned.get("number"):
            try:
                cleaned["number"] = check_identifier(kind, cleaned["number"])
            except BadIdentifier:
                rule = IDENTIFIERS[kind]
                message = _("This is not a valid %(name)s. An example: %(example)s.")
                told = {"name": _(IDENTIFIER_WORDS[rule.message_key]), "example": rule.example}
                self.add_error("number", message % told)
        return cleaned


@admin.register(Registration)
class RegistrationAdmin(ModelAdmin):  # type: ignore[misc]
    form = RegistrationForm
    list_display = ["kind", "jurisdiction", "number", "valid"]
    list_filter = ["jurisdiction"]
