"""The form for a new API key."""

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.accounts.services.make_api_key import LONGEST_NAME

SCOPE_CHOICES = [
    ("orders", _("Orders: catalogue, carts, orders and landed cost")),
    ("quotes", _("Quotes: landed cost only")),
    ("stock", _("Stock: units by warehouse and state")),
]


class ApiKeyForm(forms.Form):
    email = forms.EmailField(
        label=_("Mail address of the user"),
        help_text=_("The key acts for this user and sees only its orders."),
    )
    name = forms.CharField(
        label=_("Name of the key"), max_length=LONGEST_NAME,
        help_text=_("Such as the program that will use it."),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("What the key may do"), choices=SCOPE_CHOICES, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the key may do: orders, quotes, stock or several.")},
    )  # fmt: skip
