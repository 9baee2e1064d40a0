"""The sample consignment on which registrations are compared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """Goods, where they come from and where they go."""

    destination = forms.ChoiceField(label=_("Destination"))
    ship_from = forms.RegexField(
        label=_("Ships from"), regex=r"^[A-Z]{2}$", max_length=2, help_text=_("Two capital letters, like CN.")
    )
    hs = forms.RegexField(
        label=_("Commodity code"), regex=r"^\d{6,10}$", max_length=10, help_text=_("6 to 10 digits.")
    )
    value = forms.DecimalField(label=_("Value of the goods"), min_value=0, max_digits=10, decimal_places=2)
    freight = forms.DecimalField(label=_("Freight"), min_value=0, max_digits=10, decimal_places=2)
    currency = forms.RegexField(label=_("Currency"), regex=r"^[A-Z]{3}$", max_length=3)

    def __init__(self, *args: Any, destinations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"] = forms.ChoiceField(label=_("Destination"), choices=destinations)
