"""Forms for proposing a change of the rules and deciding one."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RuleChangeForm(forms.Form):
    """A rule file with its changes, why, and optionally the day for which to try it."""

    content = forms.CharField(
        label=_("The rule file"), max_length=500_000, strip=False,
        widget=forms.Textarea(
            attrs={"rows": 30, "class": "textarea font-mono text-sm h-fit", "spellcheck": "false"}
        ),
        error_messages={"required": _("The file is empty.")},
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why, with the source of the law"), max_length=500,
        help_text=_("For example: Regulation (EU) 2026/382, in force from 1 July 2026."),
    )  # fmt: skip
    on = forms.DateField(
        label=_("Try it for the day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For a rule that comes into force later. Otherwise each consignment keeps its own day."),
    )  # fmt: skip


class RejectionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, error_messages={"required": _("Give a reason.")}
    )
