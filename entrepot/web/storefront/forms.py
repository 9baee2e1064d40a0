"""Forms of the shop. The rules stand in the services; a form keeps the values and carries the faults."""

import re
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.checkout.services.check_recipient import check_recipient
from entrepot.apps.checkout.words import why_importer_number
from entrepot.apps.notices.models import NoticeChoice
from entrepot.apps.orders.words.promises import PROBLEMS_REPORTED
from entrepot.apps.taxation.queries import importer_number
from entrepot.domain.addresses import FIELDS, LONGEST, PHONE_REQUIRED, POSTCODES, REGION_REQUIRED, REQUIRED
from entrepot.domain.duties import ImporterKind
from entrepot.kit.errors import Refused
from entrepot.web.case_forms import file_field

PHONE: Final = re.compile(r"\+[1-9]\d{6,14}")
REQUIRED_MESSAGE = {"required": _("Fill this in.")}


def _text(label: Any, name: str, autocomplete: str, **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": autocomplete, **attributes})
    too_long = {"max_length": _("Shorten this to at most %(limit_value)s characters.")}
    return forms.CharField(
        label=label, required=name in REQUIRED, max_length=LONGEST[name], widget=widget,
        error_messages={**REQUIRED_MESSAGE, **too_long},
    )  # fmt: skip


class CheckoutForm(forms.Form):
    """Who gets the goods, where, and how to reach them."""

    use_required_attribute = False

    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("For news of this order only."),
        error_messages=REQUIRED_MESSAGE,
    )
    country = forms.ChoiceField(
        label=_("Country"),
        widget=forms.Select(attrs={"autocomplete": "country"}),
        error_messages={**REQUIRED_MESSAGE, "invalid_choice": _("Choose a country.")},
    )
    for_business = forms.BooleanField(
        label=_("I buy for a business"),
        required=False,
        help_text=_("The company imports in its own name. Larger orders can go by freight."),
    )
    name = _text(_("Full name"), "name", "name")
    company = _text(_("Company"), "company", "organization")
    line1 = _text(_("Street and house number"), "line1", "address-line1")
    line2 = _text(_("Flat, floor, building"), "line2", "address-line2")
    postcode = _text(_("Postcode"), "postcode", "postal-code")
    city = _text(_("Town or city"), "city", "address-level2")
    region = _text(_("State, province or county"), "region", "address-level1", list="regions")
    phone = _text(_("Telephone"), "phone", "tel", inputmode="tel")
    importer_id = forms.CharField(
        label=_("Importer identity number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    needed_by = forms.DateField(
        label=_("I need it by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("What cannot be there in time stays in the cart, with the earliest day."),
        error_messages={"invalid": _("Enter a day like 2026-12-24.")},
    )
    save_address = forms.BooleanField(label=_("Keep this address for my next order"), required=False)

    def __init__(self, *args: Any, countries: list[tuple[str, str]], country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries  # type: ignore[attr-defined]
        self.fields["country"].initial = country
        self.destination = str(self["country"].value() or country)
        self.fields["region"].required = self.destination in REGION_REQUIRED
        self.fields["postcode"].required = self.destination in POSTCODES
        self.fields["phone"].required = self.destination in PHONE_REQUIRED
        self.fields["company"].required = self.importer_kind == ImporterKind.BUSINESS
        self._asked = importer_number(self.destination, timezone.now().date(), self.importer_kind)
        if self._asked:
            name = gettext(self._asked.name)
            self.fields["importer_id"].label = name[:1].upper() + name[1:]
            self.fields["importer_id"].help_text = why_importer_number(self._asked)
        if self.needs_importer:
            self.fields["importer_id"].widget.attrs["aria-required"] = "true"

    @property
    def asks_importer(self) -> bool:
        """Whether customs of the destination asks importers of this kind for a number."""
        return self._asked is not None

    @property
    def needs_importer(self) -> bool:
        """Whether nothing from abroad is sent without it."""
        return self._asked is not None and self._asked.is_required

    @property
    def importer_shown(self) -> str:
        """Of which country and kind, and with a fault or none, the number is shown; a change asks for a new
        field."""
        if not self.asks_importer:
            return ""
        is_faulty = self.importer_number and "importer_id" in self.errors
        return f"{self.destination}-{self.importer_kind}{'!' if is_faulty else ''}"

    @property
    def importer_kind(self) -> ImporterKind:
        """Who imports: the person, or the company that is named."""
        return ImporterKind.BUSINESS if self["for_business"].value() else ImporterKind.PRIVATE

    @property
    def address(self) -> dict[str, str]:
        """The address as typed."""
        return {name: str(self[name].value() or "") for name in FIELDS}

    @property
    def importer_number(self) -> str:
        return str(self["importer_id"].value() or "") if self.asks_importer else ""

    def clean(self) -> dict[str, Any]:
        """Every fault of the address at once, beside its field."""
        if "country" not in self.errors:
            try:
                check_recipient(
                    address=self.address, importer_id=self.importer_number, on=timezone.now().date(),
                    importer_kind=self.importer_kind,
                )  # fmt: skip
            except Refused as refused:
                self.refuse(refused)
        return self.cleaned_data

    def refuse(self, refused: Refused) -> None:
        """Put a service's faults beside their fields; where none has one here, its message and each reason
        above the form. A field keeps its first."""
        beside = False
        for fault in refused.faults:
            name = fault.field.removeprefix("address.")
            if name in self.fields:
                beside = True
                if name not in self.errors:
                    self.add_error(name, fault.message)
        if not beside:
            for message in dict.fromkeys([refused.message, *(fault.message for fault in refused.faults)]):
                self.add_error(None, message)


class ProblemForm(forms.Form):
    """What is wrong with what arrived, or did not."""

    problem = forms.ChoiceField(label=_("What is wrong?"))
    text = forms.CharField(
        label=_("What do you see?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = file_field(_("Photo of it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, gettext(words)) for code, words in PROBLEMS_REPORTED.items()]
        self.fields["problem"].choices = choices  # type: ignore[attr-defined]


class HowMuchForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whether everything is told or the essential only."""

    class Meta:
        model = NoticeChoice
        fields: tuple[str, ...] = ("only_essential",)
        labels = {"only_essential": _("Only what I must know: money, delays, and what needs my answer")}


class NoticeChoiceForm(HowMuchForm):
    """Mail always; SMS and WeChat for whoever gives a number or a name there."""

    class Meta(HowMuchForm.Meta):
        fields = ("phone", "wechat_id", "only_essential")
        labels = {
            **HowMuchForm.Meta.labels,
            "phone": _("Mobile number for SMS"),
            "wechat_id": _("WeChat id"),
        }
        help_texts = {
            "phone": _("With the country's code, such as +44 7700 900123. Never at night. Empty: no SMS."),
            "wechat_id": _("As our official account knows you. Empty: no WeChat."),
        }

    def clean_phone(self) -> str:
        phone = "".join(str(self.cleaned_data["phone"]).split()).replace("-", "")
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(
                gettext("Write the number with + and the country's code, such as +44 7700 900123.")
            )
        return phone
