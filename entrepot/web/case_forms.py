"""The form in which anybody answers in the room of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.orders.services.write_case_message import BEGINNINGS


def file_field(label: Any) -> forms.FileField:
    """A photo or a PDF."""
    return forms.FileField(
        label=label, required=False, help_text=_("JPEG, PNG or PDF, 5 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(BEGINNINGS.values())}),
    )  # fmt: skip


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = file_field(_("Photo or document"))
