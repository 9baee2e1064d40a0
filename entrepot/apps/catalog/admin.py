"""Reference data of the catalogue. Search words are made by indexing and only looked at."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from entrepot.apps.catalog.models import Category, Price, Product, SearchSynonym, SearchWord, Variant
from entrepot.apps.catalog.services.reindex_search import reindex_search
from entrepot.kit.read_only import ReadOnlyAdmin


class VariantInline(TabularInline):  # type: ignore[misc]
    model = Variant
    fields = ["sku", "hs6", "hs_confidence", "origin_country", "net_weight_g", "gross_weight_g", "is_active"]
    show_change_link = True
    extra = 0


class PriceInline(TabularInline):  # type: ignore[misc]
    model = Price
    fields = ["amount", "currency", "valid"]
    extra = 0


@admin.register(Category)
class CategoryAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["slug", "name", "parent", "position"]
    list_select_related = ["parent"]


@admin.register(Product)
class ProductAdmin(ModelAdmin):  # type: ignore[misc]
    """``search``, ``popularity`` and the list price are kept by the system. Saving renews the search."""

    list_display = ["code", "name", "category", "brand", "is_active", "popularity"]
    list_select_related = ["category"]
    list_filter = ["is_active", "category"]
    search_fields = ["code", "slug", "brand", "name"]
    exclude = ["search"]
    readonly_fields = ["popularity", "from_amount", "currency", "ships_from"]
    inlines = [VariantInline]

    def save_related(
        self, request: HttpRequest, form: "ModelForm[Product]", formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        reindex_search(product_ids=[form.instance.pk])


@admin.register(Variant)
class VariantAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["sku", "product", "hs6", "hs_confidence", "origin_country", "net_weight_g", "is_active"]
    list_select_related = ["product"]
    list_filter = ["hs_confidence", "is_active", "origin_country"]
    search_fields = ["sku", "hs6", "product__name"]
    autocomplete_fields = ["product"]
    inlines = [PriceInline]


@admin.register(SearchSynonym)
class SearchSynonymAdmin(ModelAdmin):  # type: ignore[misc]
    list_display = ["word", "means"]
    search_fields = ["word", "means"]


@admin.register(SearchWord)
class SearchWordAdmin(ReadOnlyAdmin):
    list_display = ["word", "stem", "products"]
    search_fields = ["word"]
