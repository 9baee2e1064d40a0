"""Who asks which mode suits an article: what he can spend, lose and wait."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from entrepot.domain.sourcing.mode_advice import Merchant

RISKS = {
    "0.10": _("Low: at most a tenth of it may be lost"),
    "0.30": _("Medium: at most three tenths"),
    "0.60": _("High: at most six tenths"),
}


def _amount(label: Any, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=2, **options)


class ModeAdviceForm(forms.Form):
    """``monthly`` and ``variation`` are taken from the article's history when left empty."""

    sku = forms.CharField(label=_("Article (SKU)"), max_length=40)
    country = forms.ChoiceField(label=_("Sold to"))
    capital = _amount(_("Capital for this article"))
    risk = forms.ChoiceField(label=_("Of it may be lost"), choices=list(RISKS.items()), initial="0.30")
    unit_cost = _amount(_("Cost of a piece"), required=False, help_text=_("Empty: six tenths of its price."))
    monthly = forms.IntegerField(
        label=_("Pieces a month"), required=False, min_value=1, max_value=100_000,
        help_text=_("Empty: as in its own history."),
    )  # fmt: skip
    day_cost = _amount(
        _("What a day of waiting is worth to a customer"), required=False,
        help_text=_("Empty: the share of its price by which plans at checkout count it."),
    )  # fmt: skip

    def __init__(self, countries: list[tuple[str, str]], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["country"] = forms.ChoiceField(label=_("Sold to"), choices=countries)
        self.order_fields(["sku", "country", "capital", "risk"])

    def merchant(self, *, monthly: int, variation: Decimal, price: Decimal) -> Merchant:
        """The merchant of a valid form; what was left empty comes from the history and the ``price``."""
        given = self.cleaned_data
        day_cost = given["day_cost"]
        return Merchant(
            monthly=given["monthly"] or monthly,
            unit_cost=given["unit_cost"] or price * Decimal("0.6"),
            price=price,
            capital=given["capital"],
            risk_share=Decimal(given["risk"]),
            variation=variation,
            day_cost=settings.SOURCING_POLICY.waiting(price, 1) if day_cost is None else day_cost,
        )
