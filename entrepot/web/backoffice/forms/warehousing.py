"""Forms for stock, lots, counts and storage tariffs."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.inventory.models import Warehouse
from entrepot.apps.inventory.services.plan_inbound import MOST_PIECES
from entrepot.domain.inventory.storage_fees import AgeTier
from entrepot.kit.coming_days import coming_day_fault

USUAL_RATE: Final = Decimal("0.08")
_WORDS = re.compile(r"[\s,;]+")


def our_warehouses() -> Any:
    """Active warehouses whose stock we keep ourselves."""
    rows = Warehouse.objects.filter(is_active=True).filter(supplier=None)
    return rows.order_by("code")


def pieces_field(label: Any, *, least: int = 0, required: bool = True) -> forms.IntegerField:
    """A whole number of units, with the number pad on phones."""
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=MOST_PIECES, required=required, widget=widget
    )


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


def coming_day_field(label: Any) -> forms.DateField:
    """The day from which something is to hold."""
    field = day_field(label)
    field.validators.append(_check_coming)
    return field


def _check_coming(day: date) -> None:
    if fault := coming_day_fault(day):
        raise forms.ValidationError(fault)


class StockForm(forms.Form):
    """Count what lies there, or receive more."""

    kind = forms.ChoiceField(
        label=_("What happened?"), choices=[("count", _("Counted")), ("receive", _("Received"))]
    )
    quantity = pieces_field(_("Pieces"))
    reference = forms.CharField(
        label=_("Paper or reason"), max_length=80, help_text=_("A delivery note, or why you counted.")
    )
    lot_number = forms.CharField(label=_("Lot number"), max_length=40, required=False)
    expires_on = day_field(_("Last day of use"), required=False)


class LotForm(forms.Form):
    """Block, release or scrap units of a lot."""

    quantity = pieces_field(_("Pieces"), least=1)
    reason = forms.CharField(label=_("Reason"), max_length=80)


class MinimumLifeForm(forms.Form):
    days = forms.IntegerField(
        label=_("Minimum life at delivery (days)"), min_value=0, max_value=3650,
        help_text=_("Lots that would have fewer days left when the buyer gets them are not sold."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class CountForm(forms.Form):
    """A new count sheet."""

    warehouse = forms.ModelChoiceField(label=_("Warehouse"), queryset=Warehouse.objects.none())
    skus = forms.CharField(
        label=_("Only these SKUs"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Empty counts the whole warehouse."),
    )  # fmt: skip
    is_blind = forms.BooleanField(
        label=_("Blind: do not show what the books say"), required=False, initial=True
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["warehouse"] = forms.ModelChoiceField(label=_("Warehouse"), queryset=our_warehouses())

    def clean_skus(self) -> list[str]:
        return [word for word in _WORDS.split(self.cleaned_data["skus"].strip()) if word]


class TariffForm(forms.Form):
    """Storage rates from a day on."""

    since = day_field(_("Valid from"))
    currency = forms.RegexField(label=_("Currency"), regex=r"^[A-Za-z]{3}$")
    free_days = forms.IntegerField(label=_("Free days"), min_value=0, max_value=3650)
    tiers = forms.CharField(
        label=_("Rate by age"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One line each: the first day of age, then the rate for a cubic metre and day."),
    )  # fmt: skip

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean_tiers(self) -> list[AgeTier]:
        tiers = []
        for line in self.cleaned_data["tiers"].splitlines():
            words = [word for word in _WORDS.split(line.strip()) if word]
            if not words:
                continue
            try:
                first, rate = words
                tiers.append(AgeTier(int(first), Decimal(rate).quantize(Decimal("0.0001"))))
            except (ValueError, InvalidOperation) as error:
                message = gettext("“%(line)s” is not a day and a rate, such as “61 0.75”.")
                raise forms.ValidationError(message % {"line": line.strip()}) from error
        return tiers


def yearly_rate(text: str) -> Decimal:
    """A yearly percentage as a decimal fraction; the usual one for anything that is none."""
    try:
        rate = Decimal(text) / 100
    except InvalidOperation:
        return USUAL_RATE
    return rate if rate.is_finite() and 0 <= rate <= 1 else USUAL_RATE
