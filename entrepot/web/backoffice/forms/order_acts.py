"""Forms for what may be done to an order: cancel, refund, settle a case."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.domain.money import Money, minor_digits
from entrepot.web.backoffice.words import PARTS

LONGEST_REASON = 200


class ReasonForm(forms.Form):
    """Why something is called off; the buyer reads it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The buyer will read it, in the words you write."),
        error_messages={"required": _("Say why; the buyer will read it.")},
    )  # fmt: skip


class ResolutionForm(forms.Form):
    resolution = forms.CharField(
        label=_("What was done about it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on the order's timeline for your colleagues; the buyer does not see it."),
        error_messages={"required": _("Say what was done about it.")},
    )  # fmt: skip


class RefundForm(forms.Form):
    """One amount for each part of which something is left; ``token`` makes a second press harmless."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON,
        help_text=_("The buyer will read it, in the words you write."),
        error_messages={"required": _("Say why; the buyer will read it.")},
    )  # fmt: skip

    def __init__(self, left: Mapping[str, Money], data: Any = None) -> None:
        super().__init__(data, initial={"token": uuid.uuid4()})
        self.left = left
        for part, money in left.items():
            self.fields[part] = _amount_field(part, money)
        self.order_fields([*left, "reason", "token"])

    def clean(self) -> dict[str, Any]:
        if not self.errors and not any(self.cleaned_data.get(part) for part in self.left):
            raise forms.ValidationError(gettext("Enter how much of at least one part goes back."))
        return self.cleaned_data

    def parts(self) -> dict[str, Money]:
        """The parts to return, as ``request_refund`` takes them."""
        return {
            part: Money(self.cleaned_data[part], money.currency)
            for part, money in self.left.items()
            if self.cleaned_data.get(part)
        }

    @property
    def amounts(self) -> list[forms.BoundField]:
        return [self[part] for part in self.left]


def _amount_field(part: str, left: Money) -> forms.DecimalField:
    digits = minor_digits(left.currency)
    largest = left.rounded().amount
    most = _("At most %(amount)s %(currency)s are left to refund of this part.") % {
        "amount": largest, "currency": left.currency,
    }  # fmt: skip
    return forms.DecimalField(
        label=_(PARTS[part]), required=False, min_value=0, max_value=largest, decimal_places=digits,
        help_text=_("%(amount)s %(currency)s left") % {"amount": largest, "currency": left.currency},
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        error_messages={"max_value": most, "min_value": _("Enter zero or more.")},
    )  # fmt: skip
