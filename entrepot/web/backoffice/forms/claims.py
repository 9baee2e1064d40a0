"""Forms for what carriers are liable for, and for claims on them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.lanes.models import CarrierLiability
from entrepot.domain.liability import Liability
from entrepot.domain.money import Money
from entrepot.web.backoffice.forms.codes import day_input

LONGEST_CLAIM_DAYS = 1000


def _amount_field(label: object, **options: object) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=12, decimal_places=4, min_value=0, **options)  # type: ignore[arg-type]


class LiabilityForm(forms.Form):
    """The terms of a carrier's service from a day on."""

    valid_from = forms.DateField(
        label=_("For parcels handed over from"), widget=day_input(),
        help_text=_("Until later terms begin. Terms of the same day are replaced."),
    )  # fmt: skip
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"),
        error_messages={"invalid": _("Give a currency of three capital letters, for example CNY.")},
    )  # fmt: skip
    per_parcel = _amount_field(_("For each parcel"), required=False)
    per_kg = _amount_field(
        _("For each kilogram"), required=False,
        help_text=_("Both are added up. For goods worth less, no more than their value is claimed."),
    )  # fmt: skip
    claim_days = forms.IntegerField(
        label=_("Days to claim"), min_value=1, max_value=LONGEST_CLAIM_DAYS,
        help_text=_("From handing over to the carrier."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Where it stands"),
        max_length=200,
        help_text=_("The contract, terms or convention, with its article."),
    )
    is_assumed = forms.BooleanField(
        label=_("Assumed: nobody has read it there yet"),
        required=False,
    )

    @classmethod
    def initial_of(cls, row: CarrierLiability) -> dict[str, Any]:
        """The terms of ``row``, to begin from."""
        amounts = {"per_parcel": row.per_parcel_amount, "per_kg": row.per_kg_amount}
        kept = {name: getattr(row, name) for name in ("currency", "claim_days", "source", "is_assumed")}
        return {**kept, **{name: f"{amount.normalize():f}" for name, amount in amounts.items()}}

    @property
    def terms(self) -> Liability:
        """What the valid form says."""
        said = self.cleaned_data
        per_parcel, per_kg = (
            Money(said[name] or Decimal(0), said["currency"]) for name in ("per_parcel", "per_kg")
        )
        return Liability(per_parcel, per_kg, said["claim_days"])


class FileClaimForm(forms.Form):
    amount = _amount_field(_("Amount to claim"))


class SettleClaimForm(forms.Form):
    amount = _amount_field(_("Paid"), help_text=_("0 when the carrier refused."))
    note = forms.CharField(label=_("Payment number or reason"), max_length=200)
