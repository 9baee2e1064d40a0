"""New prices for a lane: a file or pasted text, and the day from which they count."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.web.backoffice.forms.codes import day_input


class PriceGridForm(forms.Form):
    file = forms.FileField(
        label=_("XLSX or CSV file"), required=False, widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("As the template: sheets “prices” and “zones”. CSV has the prices only; zones stay."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or the prices as text"), required=False, max_length=500_000,
        widget=forms.Textarea(
            attrs={"rows": 14, "class": "textarea font-mono text-sm", "spellcheck": "false"}
        ),
        help_text=_("Change the prices here, or paste them from a spreadsheet. * is everywhere else."),
    )  # fmt: skip
    valid_from = forms.DateField(
        label=_("Valid from"), widget=day_input(),
        help_text=_("Quotes and orders made before keep their prices."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", gettext("Choose a file or paste the prices."))
        return cleaned
