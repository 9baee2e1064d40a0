"""Forms of the portal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.domain.money import minor_digits

LONGEST_REASON = 300


class RefusalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why can you not ship it?"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The shop reads it and decides what to tell the buyer."),
        error_messages={
            "required": _("Say why you cannot ship this order, so that the shop can help the buyer.")
        },
    )  # fmt: skip
    none_left = forms.BooleanField(
        label=_("I have none left: set my stock of these articles to 0"), required=False,
        help_text=_("The shop stops selling them until you report stock again."),
    )  # fmt: skip


class ShippedForm(forms.Form):
    """The supplier's own carrier and number."""

    carrier = forms.CharField(
        label=_("Carrier"), max_length=40, required=False,
        help_text=_("Leave it empty where the number tells it, such as that of UPS, FedEx or a post."),
    )  # fmt: skip
    tracking_number = forms.CharField(
        label=_("Tracking number"), max_length=60,
        help_text=_("As printed under the barcode; spaces do not matter."),
        error_messages={"required": _("Enter the tracking number of the parcel.")},
    )  # fmt: skip


class BookingForm(forms.Form):
    weight_g = forms.IntegerField(
        label=_("Weight of the closed parcel (g)"), min_value=1, max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"min_value": _("The weight must be above zero grams.")},
    )  # fmt: skip


class OfferForm(forms.Form):
    cost = forms.DecimalField(label=_("Cost a piece"), max_digits=15)
    lead_days = forms.IntegerField(
        label=_("Days until dispatch"), min_value=0, max_value=90,
        help_text=_("From acceptance to the hand-over to the carrier."),
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("We offer this article"), required=False)

    def __init__(self, currency: str, data: Any = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["cost"] = forms.DecimalField(
            label=_("Cost a piece (%(currency)s)") % {"currency": currency}, max_digits=15,
            decimal_places=minor_digits(currency),
            widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        )  # fmt: skip
        self.order_fields(["cost", "lead_days", "is_active"])
