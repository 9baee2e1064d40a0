"""The packing form: one row a parcel, weights prefilled from the goods."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.functional import lazystr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.fulfilment.services.pack_shipment import ParcelSpec
from entrepot.domain.quantity import Dimensions
from entrepot.kit.errors import Refused

MOST_PARCELS = 20
LONGEST_CM = 300
MM_PER_CM = 10
_FIELD = re.compile(r"parcels\[(\d+)\]\.(\w+)")
SIZES = ("length_cm", "width_cm", "height_cm")


def _size(label: Any) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.1", "min": "0.1"})
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=LONGEST_CM, decimal_places=1, widget=widget
    )


class ParcelForm(forms.Form):
    weight_g = forms.IntegerField(
        label=_("Weight (g)"), required=False, min_value=1, max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"min_value": _("Weigh the parcel: the weight must be above zero grams.")},
    )  # fmt: skip
    length_cm = _size(_("Length (cm)"))
    width_cm = _size(_("Width (cm)"))
    height_cm = _size(_("Height (cm)"))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        given = [name for name in SIZES if cleaned.get(name)]
        for name in SIZES:
            if given and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, gettext("Measure all three sides, or leave all three empty."))
        if given and not cleaned.get("weight_g") and "weight_g" not in self.errors:
            self.add_error("weight_g", gettext("Weigh the parcel."))
        return cleaned

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("weight_g", *SIZES))

    def spec(self) -> ParcelSpec:
        """The parcel in grams and millimetres."""
        cleaned: Mapping[str, Any] = self.cleaned_data
        sides = [int(cleaned[name] * MM_PER_CM) for name in SIZES if cleaned.get(name)]
        return ParcelSpec(
            cleaned.get("weight_g") or 0, Dimensions(*sides) if len(sides) == len(SIZES) else None
        )


Parcels = formset_factory(
    ParcelForm, extra=0, max_num=MOST_PARCELS, absolute_max=MOST_PARCELS, validate_max=True
)
PREFIX = "parcels"


def fresh_parcels(shipment: Shipment) -> "BaseFormSet[ParcelForm]":
    """One parcel with the gross weight of the goods; the scales have the last word."""
    weight = sum(line.order_line.gross_weight_g * line.quantity for line in shipment.lines.all())
    return Parcels(initial=[{"weight_g": weight}], prefix=PREFIX)


def one_more(data: Mapping[str, Any]) -> "BaseFormSet[ParcelForm]":
    """The parcels as entered and an empty one below."""
    grown = {**{key: data[key] for key in data}}
    total = min(int(grown.get(f"{PREFIX}-TOTAL_FORMS") or 1) + 1, MOST_PARCELS)
    return Parcels({**grown, f"{PREFIX}-TOTAL_FORMS": str(total)}, prefix=PREFIX)


def specs(formset: "BaseFormSet[ParcelForm]") -> list[ParcelSpec]:
    """The parcels that were filled in; one without weight when none was, for the service to complain of."""
    filled = [form for form in formset.forms if not form.is_blank]
    return [form.spec() for form in filled or formset.forms[:1]]


def put_parcel_faults(formset: "BaseFormSet[ParcelForm]", refusal: Refused) -> None:
    """Each fault beside the parcel it is about, the rest above all parcels."""
    filled = [form for form in formset.forms if not form.is_blank] or formset.forms[:1]
    for fault in refusal.faults:
        found = _FIELD.fullmatch(fault.field)
        if found and int(found[1]) < len(filled) and found[2] in filled[int(found[1])].fields:
            filled[int(found[1])].add_error(found[2], fault.message)
        else:
            formset._non_form_errors.append(str(lazystr(fault.message)))  # type: ignore[attr-defined]
    if not refusal.faults:
        formset._non_form_errors.append(refusal.message)  # type: ignore[attr-defined]
