"""Forms for number pools."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.lanes.models import NumberPool
from entrepot.domain.tracking.patterns import CHECKS, FORMS

MOST_CHARACTERS = 800_000
ROLES = [
    ("provisional", _("Provisional: for the line haul")), ("local", _("Local: for the last mile")),
    ("return", _("Return")), ("pallet", _("Pallet (SSCC)")), ("waybill", _("Master waybill")),
]  # fmt: skip


class PoolForm(forms.ModelForm):  # type: ignore[type-arg]
    """The pool as the carrier's letter has it."""

    role = forms.ChoiceField(label=_("Used for"), choices=ROLES)
    form = forms.ChoiceField(label=_("Form"), choices=[(name, name.upper()) for name in FORMS])
    check_name = forms.ChoiceField(
        label=_("Check digit of a plain number"), choices=[(name, name or "–") for name in CHECKS],
        required=False,
    )  # fmt: skip

    class Meta:
        model = NumberPool
        fields = (
            "code", "carrier", "role", "country", "form", "prefix", "suffix", "digits", "check_name",
            "next_serial", "last_serial", "low_water", "reuse_after_days", "source", "is_active",
        )  # fmt: skip
        labels = {
            "code": _("Code"), "carrier": _("Carrier"), "country": _("To country"),
            "prefix": _("Begins with"), "suffix": _("Ends with"), "digits": _("Digits of the serial"),
            "next_serial": _("Next serial"),
            "last_serial": _("Last serial"), "low_water": _("Warn when fewer are left than"),
            "reuse_after_days": _("Use void numbers again after days"), "source": _("The carrier's letter"),
            "is_active": _("In use"),
        }  # fmt: skip
        help_texts = {
            "country": _("Two letters; empty for anywhere."),
            "next_serial": _("Both ends empty: a pool of listed numbers."),
            "reuse_after_days": _("Empty: never. Only if the carrier allows it."),
            "source": _("By what right we give out these numbers, for example a contract and its date."),
        }

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()


class ListForm(forms.Form):
    """Numbers as the carrier sent them."""

    numbers = forms.CharField(
        label=_("Numbers, one a line"), max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 6})
    )

    def listed(self) -> list[str]:
        return [line for line in self.cleaned_data["numbers"].splitlines() if line.strip()]


def fresh_pool(data: Any = None) -> PoolForm:
    return PoolForm(data, instance=NumberPool(low_water=100, digits=8))
