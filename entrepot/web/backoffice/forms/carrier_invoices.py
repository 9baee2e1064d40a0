"""A carrier's invoice as it comes, and what becomes of a disputed line."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.lanes.models import Lane
from entrepot.apps.orders.words.carriers import carrier_name
from entrepot.kit.adapters import carriers
from entrepot.web.backoffice.forms.codes import day_input


def carrier_codes() -> list[str]:
    """Carriers that lanes go by or that are connected."""
    of_lanes = Lane.objects.exclude(carrier="").values_list("carrier", flat=True).distinct()
    return sorted({*of_lanes.order_by(), *carriers.codes()})


class InvoiceForm(forms.Form):
    carrier = forms.ChoiceField(label=_("Carrier"))
    number = forms.CharField(label=_("Invoice number"), max_length=40)
    dated = forms.DateField(label=_("Date of the invoice"), widget=day_input())
    file = forms.FileField(
        label=_("XLSX or CSV file"), required=False, widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_(
            "A sheet “invoice” with a row for each number. Each kind of surcharge has a column “surcharge …”."
        ),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or the invoice as text"), required=False, max_length=500_000,
        widget=forms.Textarea(
            attrs={"rows": 8, "class": "textarea font-mono text-sm", "spellcheck": "false"}
        ),
        help_text=_("Paste it from a spreadsheet, with the heading."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, carrier_name(code)) for code in carrier_codes()]
        self.fields["carrier"] = forms.ChoiceField(label=_("Carrier"), choices=choices)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", gettext("Choose a file or paste the invoice."))
        return cleaned


class SettleForm(forms.Form):
    """``act`` is ``credit`` or ``accept``."""

    act = forms.ChoiceField(choices=[("credit", "credit"), ("accept", "accept")])
    note = forms.CharField(label=_("Reason or credit note"), max_length=200)
