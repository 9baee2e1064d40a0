"""The shop's own words for a kind of notice."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordsForm(forms.Form):
    """In one language; an empty subject brings the packaged words back."""

    subject = forms.CharField(
        label=_("Subject"), max_length=120, required=False,
        help_text=_("{number} becomes the number of the order. Empty: the packaged words again."),
    )  # fmt: skip
    following = forms.CharField(
        label=_("What comes next, or what the buyer shall do"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in mails after the sentence of the order page, which tells what has happened."),
    )  # fmt: skip
