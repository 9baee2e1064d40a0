"""Forms for channels: what one is, a rule with its dates, list an article, tell a number."""

from functools import partial
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from entrepot.apps.catalog.models import Category, Variant
from entrepot.apps.channels.models import Channel, Listing
from entrepot.apps.channels.words import WHEN
from entrepot.apps.fulfilment.models import ParcelNumber
from entrepot.apps.lanes.models import FulfilmentMode, Lane
from entrepot.domain.channels.policy import FaultyRule, Rule, RuleKind
from entrepot.kit.adapters import channel_gateways
from entrepot.web.backoffice.forms.codes import CountryField
from entrepot.web.backoffice.forms.warehousing import coming_day_field, day_field
from entrepot.web.backoffice.lane_words import choices

# What a channel may ask; that origins are true and imports not domestic holds everywhere.
KINDS: Final = {
    "modes_refused": gettext_noop("Modes that are refused"),
    "origin_disclosed": gettext_noop("The origin is said"),
    "handling_days": gettext_noop("Leaves within days"),
    "transit_days": gettext_noop("Arrives within days"),
    "local_number": gettext_noop("When a local number is taken"),
}
CHANNEL_KINDS: Final = {"own": gettext_noop("Our own"), "marketplace": gettext_noop("Marketplace")}
ZH: Final = "zh-hans"


def _gateways() -> list[tuple[str, str]]:
    feed = ("", gettext("nothing: it reads its feed"))
    return [feed, *((code, code) for code in channel_gateways.codes())]


class ChannelForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a channel is and through which gateway it is told; its code never changes."""

    name_en = forms.CharField(label=_("English name"), max_length=80)
    name_zh = forms.CharField(label=_("Chinese name"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=partial(choices, CHANNEL_KINDS))
    market = CountryField(label=_("Country of its buyers"), help_text=_("Two letters, for example FR."))
    gateway = forms.ChoiceField(label=_("Told through"), required=False, choices=_gateways)

    class Meta:
        model = Channel
        fields = ("code", "kind", "market", "gateway", "is_active")
        labels = {"code": _("Code"), "is_active": _("In use")}

    field_order = ("code", "name_en", "name_zh")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]
            name = self.instance.name
            self.initial = {**self.initial, "name_en": name["en"], "name_zh": name.get(ZH, "")}

    def written(self) -> Channel:
        """The channel as the form says; not stored."""
        channel: Channel = self.save(commit=False)
        english = self.cleaned_data["name_en"]
        channel.name = {"en": english, ZH: self.cleaned_data["name_zh"] or english}
        return channel


class ListingForm(forms.Form):
    """An article on this channel, and what is said of where it ships from."""

    sku = forms.CharField(label=_("Article (SKU)"), max_length=40)
    lane = forms.ModelChoiceField(label=_("Brought by"), queryset=Lane.objects.none())
    says_from = forms.RegexField(
        r"^[A-Za-z]{2}$", label=_("Says that it ships from"), required=False,
        help_text=_("Two letters. What is said must be true."),
    )  # fmt: skip
    offered_as_domestic = forms.BooleanField(label=_("Offered as domestic goods"), required=False)

    def __init__(self, channel: Channel, data: Any = None) -> None:
        super().__init__(data)
        self.channel = channel
        lanes = Lane.objects.filter(
            destinations__contains=[channel.market], is_active=True, is_replenishment=False,
            mode__config__in_use=True,
        )  # fmt: skip
        self.fields["lane"].queryset = lanes.order_by("code")  # type: ignore[attr-defined]

    def clean_sku(self) -> Variant:
        variant = Variant.objects.filter(sku__iexact=self.cleaned_data["sku"].strip()).first()
        if variant is None:
            raise forms.ValidationError(gettext("There is no article of this SKU."))
        return variant

    def listing(self) -> Listing:
        cleaned = self.cleaned_data
        return Listing(
            channel=self.channel, variant=cleaned["sku"], lane=cleaned["lane"],
            says_from=cleaned["says_from"].upper(), offered_as_domestic=cleaned["offered_as_domestic"],
        )  # fmt: skip


class CategoryListingForm(ListingForm):
    """All articles of a category on this channel, by one lane."""

    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.order_by("slug"), to_field_name="slug",
        help_text=_("With those beneath it."),
    )  # fmt: skip
    field_order = ("category",)

    def __init__(self, channel: Channel, data: Any = None) -> None:
        super().__init__(channel, data)
        del self.fields["sku"], self.fields["offered_as_domestic"]


class TellForm(forms.Form):
    """A number of a parcel, as scanned."""

    number = forms.CharField(label=_("Tracking number"), max_length=60)

    def clean_number(self) -> ParcelNumber:
        written = "".join(self.cleaned_data["number"].split()).upper()
        number = ParcelNumber.objects.filter(number=written).first()
        if number is None:
            raise forms.ValidationError(gettext("No parcel that travels with others bears this number."))
        return number


class RuleForm(forms.Form):
    """A rule of a channel; of its figures those count that its kind needs."""

    kind = forms.ChoiceField(label=_("Rule"), choices=partial(choices, KINDS))
    modes = forms.ModelMultipleChoiceField(
        label=_("Modes that are refused"), queryset=FulfilmentMode.objects.order_by("code"),
        to_field_name="code", required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    most = forms.IntegerField(label=_("Days at most"), required=False, min_value=0, max_value=365)
    when = forms.ChoiceField(
        label=_("A local number is taken"), required=False, choices=partial(choices, WHEN)
    )
    since = coming_day_field(_("In force from"))
    until = day_field(_("Until before"), required=False)
    source = forms.CharField(
        label=_("Where the channel asks this"),
        max_length=200,
        help_text=_("Its seller rules, their section."),
    )
    reason = forms.CharField(label=_("Why it changes"), max_length=200)

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                self.rule()
            except FaultyRule as fault:
                field = str(fault).partition(":")[0]
                self.add_error(field, gettext("A rule of this kind needs this."))
        return self.cleaned_data

    def rule(self) -> Rule:
        """Raises ``FaultyRule``."""
        cleaned = self.cleaned_data
        kind = RuleKind(cleaned["kind"])
        given = {
            RuleKind.MODES_REFUSED: {"modes": [mode.code for mode in cleaned["modes"]]},
            RuleKind.HANDLING_DAYS: {"most": cleaned["most"]},
            RuleKind.TRANSIT_DAYS: {"most": cleaned["most"]},
            RuleKind.LOCAL_NUMBER: {"when": cleaned["when"]},
        }
        return Rule(kind, cleaned["source"], given.get(kind, {}), cleaned["since"], cleaned["until"])


class EndForm(forms.Form):
    """A rule is no longer in force from a day on."""

    on = day_field(_("No longer from"))
    reason = forms.CharField(label=_("Why it changes"), max_length=200)
