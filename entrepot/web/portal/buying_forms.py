"""Forms of buyers abroad, made for a phone: the camera opens, numbers get the number keys."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entrepot.apps.catalog.queries import categories
from entrepot.apps.purchasing.models import PurchaseTask
from entrepot.apps.purchasing.services.list_article import MOST_PIECES
from entrepot.apps.suppliers.models import Verification
from entrepot.domain.money import minor_digits
from entrepot.kit.errors import Refused
from entrepot.kit.photos import clean_photo
from entrepot.kit.texts import text_in

DOCUMENTS = {
    Verification.Document.PASSPORT: _("Passport"),
    Verification.Document.IDENTITY_CARD: _("Identity card"),
    Verification.Document.RESIDENCE_PERMIT: _("Residence permit"),
}


def _photo(label: Any, help_text: Any = "") -> forms.FileField:
    camera = forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})
    return forms.FileField(label=label, help_text=help_text, widget=camera)


def _amount(label: Any, currency: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, max_digits=12, decimal_places=minor_digits(currency), min_value=Decimal("0.01"),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )  # fmt: skip


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


def _whole(label: Any, most: int, **options: Any) -> forms.IntegerField:
    keys = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=1, max_value=most, widget=keys, **options)


class ListingForm(forms.Form):
    photo = _photo(_("Photo"), _("Place and time of the shot are removed before anybody sees it."))
    name_en = forms.CharField(label=_("English name"), max_length=120)
    name_zh = forms.CharField(label=_("Chinese name"), max_length=120, required=False)
    category = forms.ChoiceField(label=_("Category"))
    shop = forms.CharField(label=_("Shop"), max_length=120)
    place = forms.CharField(label=_("Town"), max_length=80)
    price_valid_until = _day(_("The price holds until"))
    most_pieces = _whole(
        _("How many would you buy at most?"), MOST_PIECES,
        help_text=_("You have none in stock: each is bought after somebody has ordered it."),
    )  # fmt: skip
    weight_g = _whole(_("Weight of a piece (g)"), 30_000)
    origin_country = forms.CharField(
        label=_("Made in (country code)"),
        min_length=2,
        max_length=2,
        help_text=_("As on the label: FR, IT, CN."),
    )  # fmt: skip

    def __init__(self, currency: str, data: Any = None, files: Any = None, initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        label = _("Price of a piece in the shop (%(currency)s)") % {"currency": currency}
        self.fields["cost"] = _amount(label, currency)
        self.fields["category"] = forms.ChoiceField(
            label=_("Category"),
            choices=[(row.slug, f"– {row.name}" if row.parent else row.name) for row in categories()],
        )
        self.order_fields(["photo", "name_en", "name_zh", "cost", "category"])

    def clean_photo(self) -> bytes:
        """Its pixels; refused beside whatever else is wrong with the form."""
        try:
            return clean_photo(self.cleaned_data["photo"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def clean_origin_country(self) -> str:
        return str(self.cleaned_data["origin_country"]).strip().upper()


class ListingTermsForm(forms.Form):
    price_valid_until = _day(_("The price holds until"))
    is_active = forms.BooleanField(
        label=_("I would buy this article"), required=False,
        help_text=_("Without it, it is withdrawn from sale."),
    )  # fmt: skip

    def __init__(self, currency: str, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["cost"] = _amount(
            _("Price of a piece in the shop (%(currency)s)") % {"currency": currency}, currency
        )
        self.order_fields(["cost"])


class IdentityForm(forms.Form):
    document = forms.ChoiceField(label=_("Document"), choices=list(DOCUMENTS.items()))
    holder = forms.CharField(label=_("Name on it"), max_length=120)
    number = forms.CharField(label=_("Number"), max_length=40)
    expires_on = _day(_("Valid until"))
    photo = _photo(_("Photo of it"), _("Only the operators who check it see it."))


class ReceiptForm(forms.Form):
    photo = _photo(_("Photo of the receipt"))
    shop = forms.CharField(label=_("Shop"), max_length=120)
    bought_on = _day(_("Bought on"))

    def __init__(self, task: PurchaseTask, data: Any = None, files: Any = None, initial: Any = None) -> None:
        super().__init__(data, files, initial=initial)
        label = _("Paid for all of it (%(currency)s)") % {"currency": task.currency}
        self.fields["paid"] = _amount(label, task.currency)
        self.order_fields(["photo", "paid", "shop", "bought_on"])


class DearerForm(forms.Form):
    """The price now asked for a piece of each line: ``cost-<line id>``."""

    def __init__(self, task: PurchaseTask, data: Any = None) -> None:
        super().__init__(data)
        self.task = task
        for line in task.lines.all():
            label = _("%(name)s: price of a piece now (%(currency)s)") % {
                "name": text_in(line.order_line.name), "currency": line.currency,
            }  # fmt: skip
            self.fields[f"cost-{line.pk}"] = _amount(label, line.currency)
            self.initial[f"cost-{line.pk}"] = line.unit_cost.rounded().amount

    def costs(self) -> dict[int, Decimal]:
        return {line.pk: self.cleaned_data[f"cost-{line.pk}"] for line in self.task.lines.all()}


class NotFoundForm(forms.Form):
    reason = forms.CharField(
        label=_("Why can you not buy it?"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The customer reads it and gets the whole deposit back."),
    )  # fmt: skip
