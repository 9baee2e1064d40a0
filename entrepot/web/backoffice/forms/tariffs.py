"""The form for reading an official tariff."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.domain.tariffs import FORMATS

LARGEST_FILE = 40 * 1024 * 1024
FORMAT_CHOICES = [
    ("plain-csv", _("Plain CSV, filled by hand (template above)")),
    ("usitc-csv", _("United States: USITC export of the HTS, CSV")),
    ("usitc-json", _("United States: USITC export of the HTS, JSON")),
    ("au-schedule3", _("Australia: schedule 3, CSV")),
    ("uk-api", _("United Kingdom: Trade Tariff API, one commodity or a list, JSON")),
    ("taric-csv", _("European Union: TARIC extraction of duties, CSV")),
]
CONFIDENCE_CHOICES = [
    ("H", _("High: the official file")),
    ("M", _("Medium: taken from it by somebody")),
    ("L", _("Low: to be checked; quotes are estimates")),
]


class TariffFileForm(forms.Form):
    """A tariff file and what it is."""

    format_name = forms.ChoiceField(label=_("Format"), choices=FORMAT_CHOICES)
    file = forms.FileField(label=_("File"), allow_empty_file=True, help_text=_("Text in UTF-8, up to 40 MB."))
    jurisdiction = forms.CharField(
        label=_("Customs territory"), required=False, max_length=4,
        help_text=_("Only for the plain CSV: two letters, like NZ or EU."),
    )  # fmt: skip
    name = forms.SlugField(
        label=_("Name of the tariff"), max_length=40,
        help_text=_("A tariff of the same territory and name is replaced as a whole."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("Cited in every answer, like: USITC HTS 2026 revision 12."),
    )
    confidence = forms.ChoiceField(label=_("Confidence"), choices=CONFIDENCE_CHOICES)
    why = forms.CharField(label=_("Why"), max_length=500)

    def clean(self) -> dict[str, Any]:
        """``text`` is what the file says."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.pop("file", None)
        if file is None:
            return cleaned
        if file.size > LARGEST_FILE:
            self.add_error("file", gettext("The file is larger than 40 MB. Leave out what is not a tariff."))
            return cleaned
        try:
            cleaned["text"] = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", gettext("The file is not text in UTF-8. Save it as CSV or JSON in UTF-8."))
        cleaned["jurisdiction"] = self._territory(cleaned)
        return cleaned

    def _territory(self, cleaned: dict[str, Any]) -> str:
        """An official format says itself whose tariff it is."""
        chosen = FORMATS.get(cleaned.get("format_name", ""))
        return "" if chosen and chosen.jurisdiction else str(cleaned.get("jurisdiction", "")).strip().upper()
