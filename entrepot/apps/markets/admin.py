"""Markets, countries and exchange rates are reference data; rates come from feeds and are only looked at."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from entrepot.apps.markets.models import Country, FxRate, Market
from entrepot.kit.read_only import ReadOnlyAdmin


@admin.register(Market)
class MarketAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "name", "currency", "language", "is_open"]


@admin.register(Country)
class CountryAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["code", "market", "currency", "is_open", "accepts_partial_quote"]
    list_select_related = ["market"]
    list_filter = ["market", "is_open"]
    search_fields = ["code"]


@admin.register(FxRate)
class FxRateAdmin(ReadOnlyAdmin):
    list_display = ["as_of", "currency", "per_eur", "source"]
    list_filter = ["currency", "source"]
    date_hierarchy = "as_of"
