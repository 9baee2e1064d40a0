"""Forms for boxes, manifests and pick-ups."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.orders.words.carriers import carrier_name
from entrepot.domain.money import Money
from entrepot.domain.quantity import Dimensions
from entrepot.kit.adapters import carrier_desks
from entrepot.web.backoffice.forms.warehousing import day_field, our_warehouses, pieces_field

MOST_MM = 3000
MOST_GRAMS = 10_000_000


def _millimetres(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_MM, widget=widget)


def _grams(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_GRAMS, widget=widget)


class BoxTypeForm(forms.Form):
    """A box that the warehouse has."""

    code = forms.CharField(label=_("Box"), max_length=20)
    length_mm = _millimetres(_("Inner length (mm)"))
    width_mm = _millimetres(_("Inner width (mm)"))
    height_mm = _millimetres(_("Inner height (mm)"))
    wall_mm = forms.IntegerField(label=_("Thickness of the wall (mm)"), min_value=0, max_value=50, initial=3)
    deck_mm = forms.IntegerField(
        label=_("Height of the deck (mm)"), required=False, min_value=0, max_value=500, initial=0,
        help_text=_("For pallets: 144 for a EUR pallet. The inner height is then that of the load."),
    )  # fmt: skip
    tare_g = _grams(_("Empty weight (g)"))
    max_weight_g = _grams(_("Heaviest when full (g)"))
    cost = forms.DecimalField(label=_("Cost"), min_value=0, max_digits=10, decimal_places=4)
    currency = forms.RegexField(label=_("Currency"), regex=r"^[A-Z]{3}$")
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def values(self) -> dict[str, Any]:
        """As ``save_box_type`` wants them."""
        given = self.cleaned_data
        return {
            "code": given["code"], "wall_mm": given["wall_mm"], "deck_mm": given["deck_mm"] or 0,
            "tare_g": given["tare_g"],
            "inner": Dimensions(given["length_mm"], given["width_mm"], given["height_mm"]),
            "max_weight_g": given["max_weight_g"], "cost": Money(given["cost"], given["currency"]),
            "is_active": given["is_active"],
        }  # fmt: skip


class PickupForm(forms.Form):
    """A van within a window, in the warehouse's own time."""

    warehouse = forms.ModelChoiceField(label=_("Warehouse"), queryset=Warehouse.objects.none())
    carrier = forms.ChoiceField(label=_("Carrier"))
    day = day_field(_("Day"))
    ready = forms.TimeField(label=_("Ready from"), widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label=_("Closed from"), widget=forms.TimeInput(attrs={"type": "time"}))
    parcels = pieces_field(_("Parcels"), least=1)
    weight_g = _grams(_("Weight (g)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["warehouse"] = forms.ModelChoiceField(
            label=_("Warehouse"), queryset=our_warehouses(), to_field_name="code"
        )
        choices = [(code, carrier_name(code)) for code in carrier_desks.codes()]
        self.fields["carrier"] = forms.ChoiceField(label=_("Carrier"), choices=choices)

    def values(self) -> dict[str, Any]:
        """As ``order_pickup`` wants them."""
        given = self.cleaned_data
        zone = ZoneInfo(given["warehouse"].timezone)
        return {
            "warehouse": given["warehouse"], "carrier": given["carrier"], "parcels": given["parcels"],
            "weight_g": given["weight_g"], "ready_at": datetime.combine(given["day"], given["ready"], zone),
            "closes_at": datetime.combine(given["day"], given["closes"], zone),
        }  # fmt: skip
