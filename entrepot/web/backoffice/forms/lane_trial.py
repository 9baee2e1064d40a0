"""A parcel to try a lane with."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.lanes.models import Lane
from entrepot.domain.quantity import Dimensions
from entrepot.domain.sourcing.weights import Load
from entrepot.web.backoffice.forms.codes import CodesField
from entrepot.web.places import country_name

SIDES = ("length_mm", "width_mm", "height_mm")


def _side(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=20_000)


class LaneTrialForm(forms.Form):
    pieces = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=100_000, initial=1)
    weight_g = forms.IntegerField(
        label=_("Weight of one (g)"), min_value=1, max_value=10_000_000, initial=500
    )
    length_mm = _side(_("Length (mm)"))
    width_mm = _side(_("Width (mm)"))
    height_mm = _side(_("Height (mm)"))
    country = forms.ChoiceField(label=_("To"))
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=12)
    flags = CodesField(label=_("The goods are"), required=False, help_text=_("lithium liquid …"))
    value = forms.DecimalField(label=_("Worth (in the lane's currency)"), required=False, min_value=0)
    ordered_at = forms.DateTimeField(
        label=_("Ordered at (local time of the origin)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, lane: Lane, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, f"{country_name(code)} ({code})") for code in lane.destinations]
        self.fields["country"] = forms.ChoiceField(label=self.fields["country"].label, choices=named)

    def clean(self) -> dict[str, Any]:
        given = [name for name in SIDES if self.cleaned_data.get(name)]
        for name in SIDES:
            if given and name not in given and name not in self.errors:
                self.add_error(name, gettext("Measure all three sides, or leave all three empty."))
        return self.cleaned_data

    @property
    def dimensions(self) -> Dimensions | None:
        sides = [self.cleaned_data[name] for name in SIDES]
        return Dimensions(*sides) if all(sides) else None

    @property
    def load(self) -> Load:
        cleaned = self.cleaned_data
        return Load.of(cleaned["pieces"], cleaned["weight_g"], self.dimensions, frozenset(cleaned["flags"]))
