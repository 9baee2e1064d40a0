"""Forms of a bonded account book: an adjustment, goods that came back."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.customs.models import BondedBook, BondedItem
from entrepot.apps.fulfilment.models import Shipment
from entrepot.apps.inventory.services.plan_inbound import MOST_PIECES


class AdjustForm(forms.Form):
    """By how much an item's balance changes, and why."""

    item = forms.ModelChoiceField(label=_("Article"), queryset=BondedItem.objects.none())
    quantity = forms.IntegerField(
        label=_("Units more (or, with a minus, fewer)"), min_value=-MOST_PIECES, max_value=MOST_PIECES
    )
    reason = forms.CharField(label=_("Reason, as customs may read it"), max_length=200)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=lambda: uuid4().hex)

    def __init__(self, book: BondedBook, data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["item"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = book.items.select_related("variant")


class ReturnForm(forms.Form):
    """Units of a parcel that came back to the zone."""

    shipment = forms.CharField(label=_("Shipment"), max_length=30, help_text=_("Like SH-100001-1"))
    sku = forms.CharField(label=_("SKU"), max_length=40)
    quantity = forms.IntegerField(label=_("Units that came back"), min_value=1, max_value=MOST_PIECES)
    applied_on = forms.DateField(
        label=_("Day of the application to customs"), initial=lambda: timezone.now().date(),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=lambda: uuid4().hex)

    def __init__(self, book: BondedBook, data: Any = None) -> None:
        super().__init__(data)
        self.book = book

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        cleaned["found"] = (
            Shipment.objects.select_related("warehouse", "consignment__order")
            .filter(number=cleaned.get("shipment", ""), warehouse=self.book.warehouse_id)
            .first()
        )
        cleaned["item"] = self.book.items.filter(variant__sku=cleaned.get("sku", "")).first()
        if cleaned["found"] is None and "shipment" in cleaned:
            self.add_error("shipment", gettext("No such shipment left this warehouse."))
        if cleaned["item"] is None and "sku" in cleaned:
            self.add_error("sku", gettext("This article is not in the book."))
        return cleaned
