"""Forms for routing rules: what one says, and its end."""

from functools import partial
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from entrepot.apps.catalog.models import Category
from entrepot.apps.lanes.models import FulfilmentMode, Lane
from entrepot.domain.sourcing.routing_rules import Effect, RoutingRule
from entrepot.web.backoffice.forms.codes import CountriesField
from entrepot.web.backoffice.forms.warehousing import coming_day_field, day_field
from entrepot.web.backoffice.lane_words import choices

EFFECTS: Final = {
    Effect.EXCLUDE.value: gettext_noop("These ways are not taken"),
    Effect.ONLY.value: gettext_noop("Only these ways are taken"),
}


class RoutingRuleForm(forms.Form):
    effect = forms.ChoiceField(label=_("Rule"), choices=partial(choices, EFFECTS))
    modes = forms.ModelMultipleChoiceField(
        label=_("Modes"), queryset=FulfilmentMode.objects.order_by("code"), to_field_name="code",
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    lanes = forms.ModelMultipleChoiceField(
        label=_("Lanes"), queryset=Lane.objects.filter(is_replenishment=False).order_by("code"),
        to_field_name="code", required=False, widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Beside the modes, or instead of them."),
    )  # fmt: skip
    origins = CountriesField(
        label=_("From countries"), required=False, help_text=_("Two letters each. Empty: from everywhere.")
    )
    destinations = CountriesField(
        label=_("To countries"), required=False, help_text=_("Two letters each. Empty: to everywhere.")
    )
    categories = forms.ModelMultipleChoiceField(
        label=_("Goods"), queryset=Category.objects.order_by("slug"), to_field_name="slug", required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("A category with those beneath it. None: all goods."),
    )  # fmt: skip
    since = coming_day_field(_("In force from"))
    until = day_field(_("Until before"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=200)

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.cleaned_data["modes"] and not self.cleaned_data["lanes"]:
            self.add_error("modes", gettext("Choose a mode or a lane."))
        return self.cleaned_data

    def rule(self) -> RoutingRule:
        """What the valid form says."""
        cleaned = self.cleaned_data
        return RoutingRule(
            Effect(cleaned["effect"]),
            modes=frozenset(each.code for each in cleaned["modes"]),
            lanes=frozenset(each.code for each in cleaned["lanes"]),
            origins=frozenset(cleaned["origins"]),
            destinations=frozenset(cleaned["destinations"]),
            categories=frozenset(each.slug for each in cleaned["categories"]),
        )


class EndRoutingRuleForm(forms.Form):
    """No longer in force from a day on."""

    on = day_field(_("No longer from"))
    reason = forms.CharField(label=_("Why"), max_length=200)
