"""What is to be played: when, for how long, with how many orders, where."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.planning.services.start_simulation import MOST_DAYS, MOST_ORDERS, PACKAGED
from entrepot.web.backoffice.forms.codes import day_input

# The Union's duty on low values (1 July 2026) comes in the middle of ninety days from here.
FIRST_DAY = date(2026, 5, 15)


class SimulationForm(forms.Form):
    """``histories`` and ``markets`` are choices by code."""

    scenario = forms.ChoiceField(label=_("History"), initial=PACKAGED, widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=MOST_DAYS, initial=90)
    start = forms.DateField(
        label=_("First day"), initial=FIRST_DAY, widget=day_input(), required=False,
        help_text=_("Of the packaged history. The shop's own is played on the last days, up to today."),
    )  # fmt: skip
    orders = forms.IntegerField(
        label=_("Orders in each market, at most"), min_value=1, max_value=MOST_ORDERS, initial=100,
        help_text=_("400 take some twenty seconds of computing a market."),
    )  # fmt: skip
    seed = forms.IntegerField(
        label=_("Seed"), min_value=0, max_value=2_147_483_647, initial=7,
        help_text=_("Of delays, inspections and losses. The same seed plays the same."),
    )  # fmt: skip
    markets = forms.MultipleChoiceField(label=_("Markets"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, histories: list[tuple[str, str]], markets: list[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scenario"].choices = histories  # type: ignore[attr-defined]
        self.fields["markets"].choices = markets  # type: ignore[attr-defined]
        self.fields["markets"].initial = [code for code, _name in markets]
