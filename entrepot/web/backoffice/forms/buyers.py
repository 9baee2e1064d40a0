"""The review of a buyer's identity as a form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReviewForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[("approve", _("It is he and the document is valid")), ("reject", _("Reject it"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason of a rejection"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The buyer reads it."),
    )  # fmt: skip
