"""Modes and lanes are reference data: edited here, offered within seconds."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from entrepot.apps.lanes import queries
from entrepot.apps.lanes.models import FulfilmentMode, Lane, PriceBand, PriceGrid


class _Remembered(ModelAdmin):  # type: ignore[misc]
    """Lets this process see a change at once; the others see it when what they keep has expired."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        queries.forget()


class PriceBandInline(TabularInline):  # type: ignore[misc]
    model = PriceBand
    extra = 0


@admin.register(FulfilmentMode)
class FulfilmentModeAdmin(_Remembered):
    list_display = ["code", "name"]


@admin.register(Lane)
class LaneAdmin(_Remembered):
    list_display = [
        "code",
        "name",
        "mode",
        "origin_country",
        "service",
        "incoterm",
        "min_days",
        "max_days",
        "is_active",
    ]
    list_filter = ["mode", "origin_country", "channel", "is_active"]
    search_fields = ["code"]


@admin.register(PriceGrid)
class PriceGridAdmin(_Remembered):
    list_display = ["lane", "valid_from"]
    list_filter = ["lane"]
    inlines = [PriceBandInline]
