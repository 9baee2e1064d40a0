"""Forms for products, variants and prices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.catalog.models import Category, Product, Variant
from entrepot.apps.catalog.services.save_product import ProductTexts
from entrepot.domain.money import minor_digits
from entrepot.web.backoffice.forms.warehousing import coming_day_field

ZH = "zh-hans"


class ProductForm(forms.Form):
    name_en = forms.CharField(
        label=_("English name"), max_length=200,
        error_messages={"required": _("Give the product an English name.")},
    )  # fmt: skip
    name_zh = forms.CharField(label=_("Chinese name"), max_length=200, required=False)
    description_en = forms.CharField(
        label=_("English description"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    description_zh = forms.CharField(
        label=_("Chinese description"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    brand = forms.CharField(label=_("Brand"), max_length=80, required=False)
    category = forms.ModelChoiceField(label=_("Category"), queryset=Category.objects.all())
    is_active = forms.BooleanField(label=_("For sale"), required=False)

    @classmethod
    def of(cls, product: Product, data: Any = None) -> "ProductForm":
        initial = {
            "name_en": product.name.get("en", ""), "name_zh": product.name.get(ZH, ""),
            "description_en": product.description.get("en", ""),
            "description_zh": product.description.get(ZH, ""), "brand": product.brand,
            "category": product.category_id, "is_active": product.is_active,
        }  # fmt: skip
        return cls(data, initial=initial)

    def texts(self) -> ProductTexts:
        cleaned = self.cleaned_data
        return ProductTexts(
            name={"en": cleaned["name_en"], ZH: cleaned["name_zh"]},
            description={"en": cleaned["description_en"], ZH: cleaned["description_zh"]},
            brand=cleaned["brand"], category=cleaned["category"], is_active=cleaned["is_active"],
        )  # fmt: skip


class ClassifyForm(forms.Form):
    """What customs must know of a variant."""

    hs6 = forms.CharField(
        label=_("HS code"), max_length=6, required=False,
        help_text=_("Six digits; empty leaves it unclassified, and it cannot be sold across borders."),
    )  # fmt: skip
    confidence = forms.ChoiceField(
        label=_("How sure are we?"),
        choices=[("high", _("Certain")), ("medium", _("Probable")), ("none", _("Not classified"))],
    )  # fmt: skip
    basis = forms.CharField(
        label=_("Because"),
        max_length=160,
        required=False,
        help_text=_("A ruling, a supplier's paper, a rule."),
    )
    origin_country = forms.CharField(label=_("Made in (country code)"), max_length=2)
    customs_description = forms.CharField(label=_("Description for customs"), max_length=200)

    @classmethod
    def of(cls, variant: Variant, data: Any = None) -> "ClassifyForm":
        initial = {
            "hs6": variant.hs6, "confidence": variant.hs_confidence, "basis": variant.hs_basis,
            "origin_country": variant.origin_country, "customs_description": variant.customs_description,
        }  # fmt: skip
        return cls(data, initial=initial)

    def clean_origin_country(self) -> str:
        return str(self.cleaned_data["origin_country"]).strip().upper()


class PriceForm(forms.Form):
    price = forms.DecimalField(max_digits=15)
    from_day = coming_day_field(_("Valid from"))

    def __init__(self, currency: str, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.currency = currency
        self.fields["price"] = forms.DecimalField(
            label=_("Price before taxes (%(currency)s)") % {"currency": currency}, max_digits=15,
            decimal_places=minor_digits(currency), required=True,
            widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        )  # fmt: skip
        self.order_fields(["price", "from_day"])
