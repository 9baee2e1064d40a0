"""The packing form: one row a parcel, prefilled with the boxes that are proposed."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.functional import lazystr
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.fulfilment.models import BoxType, Shipment, ShipmentLine
from entrepot.apps.fulfilment.queries.packing import Proposal
from entrepot.apps.fulfilment.services.pack_shipment import CarrierService, ParcelSpec
from entrepot.domain.packing import PackedBox
from entrepot.domain.quantity import Dimensions
from entrepot.kit.errors import Refused
from entrepot.kit.texts import text_in

MOST_PARCELS = 50
# A pallet of freight: about a ton, three metres long.
MOST_GRAMS = 1_200_000
LONGEST_CM = 300
MM_PER_CM = 10
MOST_UNITS = 100_000
_FIELD = re.compile(r"parcels\[(\d+)\]\.(\w+)")
_CARRIED_BY = re.compile(r"([-\w]{1,50}):([-\w .]{1,40})")
SIZES = ("length_cm", "width_cm", "height_cm")
UNITS = "units_"


def _size(label: Any) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.1", "min": "0.1"})
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=LONGEST_CM, decimal_places=1, widget=widget
    )


class ParcelForm(forms.Form):
    """One parcel. ``lines`` are asked for by unit where there are several parcels."""

    weight_g = forms.IntegerField(
        label=_("Weight (g)"), required=False, min_value=1, max_value=MOST_GRAMS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"min_value": _("Weigh the parcel: the weight must be above zero grams.")},
    )  # fmt: skip
    length_cm = _size(_("Length (cm)"))
    width_cm = _size(_("Width (cm)"))
    height_cm = _size(_("Height (cm)"))

    def __init__(
        self, *args: Any, lines: Sequence[ShipmentLine] = (), boxes: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if boxes:
            choices = [("", gettext("Another box")), *((code, code) for code in boxes)]
            self.fields["box"] = forms.ChoiceField(label=gettext("Box"), choices=choices, required=False)
        for line in lines:
            name = text_in(line.order_line.name)
            self.fields[f"{UNITS}{line.pk}"] = forms.IntegerField(
                label=f"{name} ({line.quantity})", required=False, min_value=0, max_value=MOST_UNITS,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        given = [name for name in SIZES if cleaned.get(name)]
        for name in SIZES:
            if given and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, gettext("Measure all three sides, or leave all three empty."))
        if not self.is_blank and not cleaned.get("weight_g") and "weight_g" not in self.errors:
            self.add_error("weight_g", gettext("Weigh the parcel."))
        return cleaned

    @property
    def is_blank(self) -> bool:
        """Nothing measured and nothing put in; a box that was merely chosen does not make a parcel."""
        return not any(self.cleaned_data.get(name) for name in self.fields if name != "box")

    def spec(self) -> ParcelSpec:
        """The parcel in grams and millimetres, with its contents by line."""
        cleaned: Mapping[str, Any] = self.cleaned_data
        sides = [int(cleaned[name] * MM_PER_CM) for name in SIZES if cleaned.get(name)]
        contents = {
            int(name.removeprefix(UNITS)): count
            for name, count in cleaned.items()
            if name.startswith(UNITS) and count
        }
        size = Dimensions(*sides) if len(sides) == len(SIZES) else None
        return ParcelSpec(cleaned.get("weight_g") or 0, size, cleaned.get("box", ""), contents)


Parcels = formset_factory(
    ParcelForm, extra=0, max_num=MOST_PARCELS, absolute_max=MOST_PARCELS, validate_max=True
)
PREFIX = "parcels"


def fresh_parcels(shipment: Shipment, proposal: Proposal | None) -> "BaseFormSet[ParcelForm]":
    """The proposed boxes, or one parcel with the gross weight of the goods; the scales have the last word."""
    if proposal is not None and may_prefill(proposal):
        initial = [_proposed(box) for box in proposal.packing.boxes]
    else:
        weight = sum(line.order_line.gross_weight_g * line.quantity for line in shipment.lines.all())
        initial = [{"weight_g": weight}]
    return Parcels(initial=initial, prefix=PREFIX, form_kwargs=_known(shipment, len(initial)))


def may_prefill(proposal: Proposal) -> bool:
    """Whether the form can hold the whole proposal: a part of it would only be refused."""
    packing = proposal.packing
    return packing.is_complete and 0 < len(packing.boxes) <= MOST_PARCELS


def entered_parcels(shipment: Shipment, data: Mapping[str, Any]) -> "BaseFormSet[ParcelForm]":
    """The parcels as they were sent."""
    return Parcels(data, prefix=PREFIX, form_kwargs=_known(shipment, _count(data)))


def one_more(shipment: Shipment, data: Mapping[str, Any]) -> "BaseFormSet[ParcelForm]":
    """The parcels as entered and an empty one below."""
    grown = {**{key: data[key] for key in data}}
    total = min(_count(data) + 1, MOST_PARCELS)
    return entered_parcels(shipment, {**grown, f"{PREFIX}-TOTAL_FORMS": str(total)})


def carried_by(data: Mapping[str, Any]) -> CarrierService | None:
    """The carrier and service that were chosen among rates, if any."""
    found = _CARRIED_BY.fullmatch(str(data.get("carried_by", "")))
    return CarrierService(found[1], found[2]) if found else None


def _count(data: Mapping[str, Any]) -> int:
    given = str(data.get(f"{PREFIX}-TOTAL_FORMS", "1"))
    return min(int(given), MOST_PARCELS) if given.isdecimal() else 1


def _known(shipment: Shipment, parcels: int) -> dict[str, Any]:
    """One parcel holds everything, so only several ask what lies where."""
    boxes = BoxType.objects.filter(warehouse=shipment.warehouse_id, is_active=True)
    lines = list(shipment.lines.all()) if parcels > 1 else []
    return {"lines": lines, "boxes": list(boxes.values_list("code", flat=True))}


def _proposed(box: PackedBox) -> dict[str, Any]:
    outer = box.outer
    return {
        "weight_g": box.weight_g,
        "box": box.box.code,
        "length_cm": Decimal(outer.length_mm) / MM_PER_CM,
        "width_cm": Decimal(outer.width_mm) / MM_PER_CM,
        "height_cm": Decimal(outer.height_mm) / MM_PER_CM,
        **{f"{UNITS}{line}": count for line, count in box.contents().items()},
    }


def specs(formset: "BaseFormSet[ParcelForm]") -> list[ParcelSpec]:
    """The parcels that were filled in; one without weight when none was, for the service to complain of."""
    filled = [form for form in formset.forms if not form.is_blank]
    return [form.spec() for form in filled or formset.forms[:1]]


def put_parcel_faults(formset: "BaseFormSet[ParcelForm]", refusal: Refused) -> None:
    """Each fault beside the parcel it is about, the rest above all parcels."""
    filled = [form for form in formset.forms if not form.is_blank] or formset.forms[:1]
    for fault in refusal.faults:
        found = _FIELD.fullmatch(fault.field)
        if found and int(found[1]) < len(filled):
            form = filled[int(found[1])]
            form.add_error(found[2] if found[2] in form.fields else None, fault.message)
        else:
            formset._non_form_errors.append(str(lazystr(fault.message)))  # type: ignore[attr-defined]
    if not refusal.faults:
        formset._non_form_errors.append(refusal.message)  # type: ignore[attr-defined]
