"""Forms for waybills, bags and deconsolidation: made for a scanner that ends each code with Enter."""

from datetime import UTC
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.fulfilment.models import Bag, CustodyScan, MasterWaybill
from entrepot.apps.fulfilment.services.open_waybill import Booked
from entrepot.apps.inventory.models import Warehouse
from entrepot.web.backoffice.forms.warehousing import our_warehouses

GRAMS = 1000


def scan_field(label: Any, *, focused: bool = True) -> forms.CharField:
    """A code from a scanner or typed; ``focused``: the page is there for the scan, so it begins there."""
    attributes = {"autofocus": focused, "autocomplete": "off", "autocapitalize": "characters"}
    return forms.CharField(label=label, max_length=60, widget=forms.TextInput(attrs=attributes))


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, input_formats=["%Y-%m-%dT%H:%M"])


class WaybillForm(forms.Form):
    """A flight as the airline confirmed it. Moments are in UTC."""

    origin = forms.ModelChoiceField(label=_("From"), queryset=Warehouse.objects.none())
    hub = forms.ModelChoiceField(
        label=_("Hub"), queryset=Warehouse.objects.none(),
        help_text=_("Where the parcels are taken out of their bags."),
    )  # fmt: skip
    flight = forms.CharField(label=_("Flight"), max_length=12)
    number = forms.CharField(
        label=_("Master waybill"), max_length=14, required=False,
        help_text=_("Eleven digits. Empty: the next one of the airline's number pool."),
    )  # fmt: skip
    airline = forms.SlugField(
        label=_("Airline"), max_length=50, required=False, help_text=_("Its code in the number pools.")
    )
    max_weight_kg = forms.IntegerField(label=_("Booked weight (kg)"), min_value=1, max_value=100_000)
    cut_off = _moment(_("Cut-off (UTC)"))
    departs_at = _moment(_("Departs (UTC)"))
    arrives_at = _moment(_("Arrives (UTC)"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name in ("origin", "hub"):
            self.fields[name].queryset = our_warehouses()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("number") and not cleaned.get("airline"):
            self.add_error("number", _("Enter the waybill's number, or the airline whose pool has one."))
        return cleaned

    def booked(self) -> Booked:
        cleaned = self.cleaned_data
        moments = {
            name: cleaned[name].replace(tzinfo=UTC) for name in ("cut_off", "departs_at", "arrives_at")
        }
        return Booked(
            origin=cleaned["origin"], hub=cleaned["hub"], flight=cleaned["flight"],
            max_weight_g=cleaned["max_weight_kg"] * GRAMS, number=cleaned["number"],
            airline=cleaned["airline"], **moments,
        )  # fmt: skip


class LoadForm(forms.Form):
    """Scan a bag; the pallet is optional."""

    bag = scan_field(_("Bag (scan or type)"), focused=False)
    pallet = forms.ChoiceField(label=_("Pallet"), required=False)

    def __init__(self, waybill: MasterWaybill, data: Any = None) -> None:
        super().__init__(data)
        pallets = [(str(row.pk), row.number) for row in waybill.pallets.order_by("pk")]
        self.fields["pallet"].choices = [("", _("None")), *pallets]  # type: ignore[attr-defined]


class ScanForm(forms.Form):
    """One parcel, by any of its numbers."""

    code = scan_field(_("Parcel (scan or type its number)"))


class DeconsolidateForm(ScanForm):
    damaged = forms.BooleanField(label=_("It is damaged"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class PullOffForm(forms.Form):
    why = forms.CharField(label=_("Why is it pulled off?"), max_length=200)


class MoveForm(forms.Form):
    """The bag of this waybill that a parcel came out of."""

    bag = forms.ModelChoiceField(label=_("Bag it came out of"), queryset=Bag.objects.none())

    def __init__(self, waybill: MasterWaybill, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["bag"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = waybill.bags.select_related("hub", "waybill")
            field.empty_label = None


class AsideForm(forms.Form):
    """What becomes of a parcel that does not go on."""

    fate = forms.ChoiceField(
        label=_("What becomes of it?"), widget=forms.RadioSelect,
        choices=[
            (CustodyScan.Act.HELD.value, _("Hold it: something is still to be found out")),
            (CustodyScan.Act.RETURNED.value, _("Send it back to the sender")),
            (CustodyScan.Act.DESTROYED.value, _("Destroy it")),
        ],
        error_messages={"required": _("Choose what becomes of it.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("It stays with the parcel's scans."),
        error_messages={"required": _("Say why; it stays with the parcel.")},
    )  # fmt: skip
