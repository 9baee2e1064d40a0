"""The form by which a payment of a wrong amount is settled."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.payments.queries.wrong_payments import Answer, WrongPayment

ANSWERS: Final = {
    Answer.RETURN_REST: _("Take it; what is too much goes back to the buyer"),
    Answer.KEEP: _("Take it and keep what is too much, as agreed with the buyer"),
    Answer.ASK_REST: _("Take it and ask the buyer for the rest"),
    Answer.FORGIVE: _("Take it and forgive the rest"),
    Answer.RETURN_ALL: _("Return all of it"),
}


class WrongPaymentForm(forms.Form):
    """``amount`` is what the operator saw, so that a later word of the provider is not decided unseen."""

    answer = forms.ChoiceField(
        label=_("What becomes of it?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=160, required=False,
        help_text=_("Needed to keep, to forgive and to return all; of a return the buyer reads it."),
    )  # fmt: skip
    amount = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(self, found: WrongPayment, data: Any = None) -> None:
        super().__init__(data, initial={"amount": found.received.amount})
        field = self.fields["answer"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(each.value, ANSWERS[each]) for each in found.answers]
