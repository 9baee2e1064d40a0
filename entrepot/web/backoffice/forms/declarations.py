"""Forms for answering and correcting a customs declaration."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.customs.models import Declaration, DeclarationItem
from entrepot.domain.customs.corrections import ItemCorrection

LONGEST_ANSWER = 1000


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the answer that customs asked for.")},
    )  # fmt: skip


class ItemForm(forms.Form):
    """One declared item, prefilled with what was declared."""

    description = forms.CharField(label=_("Description of the goods"), max_length=200)
    hs_code = forms.CharField(
        label=_("Customs code"), max_length=13, help_text=_("Six to ten digits; dots and spaces are ignored.")
    )
    origin_country = forms.CharField(label=_("Made in (country code)"), max_length=2)
    net_weight_g = forms.IntegerField(label=_("Net weight of all pieces (g)"), min_value=1)
    value = forms.DecimalField(
        label=_("Value of all pieces"), min_value=Decimal("0.01"), max_digits=15, decimal_places=3
    )

    def __init__(self, item: DeclarationItem, data: Any = None) -> None:
        initial = {
            "description": item.description, "hs_code": item.hs_code, "origin_country": item.origin_country,
            "net_weight_g": item.net_weight_g, "value": item.value_amount.normalize(),
        }  # fmt: skip
        super().__init__(data, initial=initial, prefix=f"item-{item.position}")
        self.item = item
        self.fields["value"].label = f"{self.fields['value'].label} ({item.currency})"

    def clean_hs_code(self) -> str:
        code = str(self.cleaned_data["hs_code"]).replace(".", "").replace(" ", "")
        if not code.isdigit() or len(code) < 6:
            raise forms.ValidationError(_("A customs code has at least six digits, such as 0902.10."))
        return code

    def clean_origin_country(self) -> str:
        code = str(self.cleaned_data["origin_country"]).strip().upper()
        if len(code) != 2 or not code.isalpha():
            raise forms.ValidationError(_("Enter the two letters of the country, such as CN."))
        return code

    def correction(self) -> ItemCorrection:
        return ItemCorrection(**self.cleaned_data)


class AmendForm(forms.Form):
    """What concerns the whole declaration."""

    importer_id = forms.CharField(
        label=_("Importer's identity number"), max_length=40, required=False,
        help_text=_("Leave it empty to keep the number that was declared."),
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Answer to customs"), max_length=LONGEST_ANSWER, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


def item_forms(declaration: Declaration, data: Any = None) -> list[ItemForm]:
    """A form for each declared item, in order."""
    return [ItemForm(item, data) for item in declaration.items.all()]
