"""Forms for channels: list an article, tell a number."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.catalog.models import Variant
from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.apps.lanes.models import Lane


class ListingForm(forms.Form):
    """An article on this channel, and what is said of where it ships from."""

    sku = forms.CharField(label=_("Article (SKU)"), max_length=40)
    lane = forms.ModelChoiceField(label=_("Brought by"), queryset=Lane.objects.none())
    says_from = forms.RegexField(
        r"^[A-Za-z]{2}$", label=_("Says that it ships from"), required=False,
        help_text=_("Two letters. What is said must be true."),
    )  # fmt: skip
    offered_as_domestic = forms.BooleanField(label=_("Offered as domestic goods"), required=False)

    def __init__(self, channel: Channel, data: Any = None) -> None:
        super().__init__(data)
        self.channel = channel
        lanes = Lane.objects.filter(
            destinations__contains=[channel.market], is_active=True, is_replenishment=False,
            mode__config__in_use=True,
        )  # fmt: skip
        self.fields["lane"].queryset = lanes.order_by("code")  # type: ignore[attr-defined]

    def clean_sku(self) -> Variant:
        variant = Variant.objects.filter(sku__iexact=self.cleaned_data["sku"].strip()).first()
        if variant is None:
            raise forms.ValidationError(gettext("There is no article of this SKU."))
        return variant

    def listing(self) -> Listing:
        cleaned = self.cleaned_data
        return Listing(
            channel=self.channel, variant=cleaned["sku"], lane=cleaned["lane"],
            says_from=cleaned["says_from"].upper(), offered_as_domestic=cleaned["offered_as_domestic"],
        )  # fmt: skip


class TellForm(forms.Form):
    """A number of a parcel, as scanned."""

    number = forms.CharField(label=_("Tracking number"), max_length=60)

    def clean_number(self) -> ParcelNumber:
        written = "".join(self.cleaned_data["number"].split()).upper()
        number = ParcelNumber.objects.filter(number=written).first()
        if number is None:
            raise forms.ValidationError(gettext("No parcel that travels with others bears this number."))
        return number
