"""Forms for proposing a change of the rules and deciding one."""

from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

NEW_FILE: Final = """\
# Whose law it is, and where it stands.
kind = "rules"
extends = "EU"

[[rule]]
id = "eu.restriction.example"
key = "restriction"
name = "Example"
effect = "prohibited"
reason = "Why it is not allowed, for people."
from = 2027-01-01
when = { goods = ["930700"] }
source = "Regulation, article, date"
confidence = "H"
"""


class WhyForm(forms.Form):
    """Why the rules change, and optionally the day for which to try it."""

    why = forms.CharField(
        label=_("Why, with the source of the law"), max_length=500,
        help_text=_("For example: Regulation (EU) 2026/382, in force from 1 July 2026."),
    )  # fmt: skip
    on = forms.DateField(
        label=_("Try it for the day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For a rule that comes into force later. Otherwise each consignment keeps its own day."),
    )  # fmt: skip


class RuleChangeForm(WhyForm):
    """A rule file with its changes."""

    content = forms.CharField(
        label=_("The rule file"), max_length=500_000, strip=False,
        widget=forms.Textarea(
            attrs={"rows": 30, "class": "textarea font-mono text-sm h-fit", "spellcheck": "false"}
        ),
        error_messages={"required": _("The file is empty.")},
    )  # fmt: skip
    field_order = ("name", "content", "why", "on")


class NewRuleForm(RuleChangeForm):
    """A rule file that does not exist yet."""

    name = forms.CharField(
        label=_("Name of the file"), max_length=60, help_text=_("In small letters, like eu.furs.toml.")
    )


class AnswerForm(WhyForm):
    """What becomes of our file now that the packaged one changed; ``both`` only where they go together."""

    def __init__(self, data: QueryDict | None, *, both: bool) -> None:
        super().__init__(data)
        choices = [
            ("take", _("the packaged file: our change is given up")),
            ("keep", _("ours, as it is: the packaged change is set aside")),
            *([("both", _("both changes together"))] if both else []),
        ]
        self.fields["choice"] = forms.ChoiceField(
            label=_("The file becomes"), widget=forms.RadioSelect, choices=choices
        )
        self.order_fields(("choice", "why", "on"))


class RejectionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, error_messages={"required": _("Give a reason.")}
    )


class ImpactForm(forms.Form):
    """For which day and, as if, for which country a proposed change is asked about our orders."""

    on = forms.DateField(
        label=_("On the day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: each order on its own day."),
    )  # fmt: skip
    as_if = forms.RegexField(
        label=_("As if all went to"), regex=r"^[A-Z]{2}$", required=False, max_length=2,
        help_text=_("Two capital letters, for a country that we do not serve yet."),
    )  # fmt: skip
    cost_share = forms.DecimalField(
        label=_("Assumed cost as a share of the price"), required=False, min_value=0, max_value=1,
        max_digits=4, decimal_places=3,
        help_text=_("For articles that no supplier offers, like 0.6. Empty: their margin stays unknown."),
    )  # fmt: skip
