"""Legs and surcharges of a lane as rows of a form; a row without its first field is left out."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.lanes.models import Lane
from entrepot.web.backoffice.forms.codes import CodesField, CountriesField, day_input
from entrepot.web.backoffice.lane_words import BASES, LEGS, TRANSPORTS, choices

ZH = "zh-hans"
MOST_ROWS = 30
EMPTY_ROWS = 2


def _or_none(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [("", "–"), *choices(words)]


def _days(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_value=365, decimal_places=2)


class LegForm(forms.Form):
    kind = forms.ChoiceField(label=_("Leg"), required=False, choices=partial(_or_none, LEGS))
    transport = forms.ChoiceField(label=_("By"), required=False, choices=partial(_or_none, TRANSPORTS))
    start = forms.CharField(label=_("From"), required=False, max_length=60)
    end = forms.CharField(label=_("To"), required=False, max_length=60)
    carrier = forms.CharField(label=_("Carrier"), required=False, max_length=50)
    service = forms.CharField(label=_("Service"), required=False, max_length=40)
    cost_share = forms.DecimalField(
        label=_("Share of the cost"), required=False, min_value=0, max_value=1, decimal_places=3,
        help_text=_("For example 0.20."),
    )  # fmt: skip
    min_days = _days(_("Shortest (days)"))
    mode_days = _days(_("Usual (days)"))
    max_days = _days(_("Longest (days)"))
    quantiles = CodesField(
        label=_("Quantiles"), required=False, help_text=_("Share, a colon, days: 0.5:3 0.8:4.5 0.95:7")
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=120)
    sample_size = forms.IntegerField(label=_("Parcels measured"), required=False, min_value=0)

    FIRST = "kind"

    @classmethod
    def initial_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        days = document["days"]
        return {
            **{name: document.get(name, "") for name in ("kind", "transport", "carrier", "service")},
            "start": document.get("from"), "end": document.get("to"),
            "cost_share": document.get("cost_share"),
            **{f"{name}_days": days[name] for name in ("min", "mode", "max")},
            "quantiles": [":".join(pair) for pair in days.get("quantiles", [])],
            "source": days.get("source", ""), "sample_size": days.get("sample_size", 0),
        }  # fmt: skip

    def clean_quantiles(self) -> list[list[str]]:
        pairs = [text.split(":") for text in self.cleaned_data["quantiles"]]
        if any(len(pair) != 2 or not all(_is_number(part) for part in pair) for pair in pairs):
            raise forms.ValidationError(gettext("Write each as share:days, for example 0.8:4.5."))
        shares, days = [Decimal(share) for share, _days in pairs], [Decimal(day) for _share, day in pairs]
        if (
            shares != sorted(set(shares))
            or days != sorted(days)
            or any(not 0 < share < 1 for share in shares)
        ):
            raise forms.ValidationError(gettext("Shares lie between 0 and 1; shares and days must rise."))
        return pairs

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("kind"):
            return cleaned
        names = ("min_days", "mode_days", "max_days")
        for name in names:
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, gettext("Give the days of the leg."))
        days = [cleaned[name] for name in names if cleaned.get(name) is not None]
        if len(days) == len(names) and days != sorted(days):
            self.add_error(
                "mode_days", gettext("Days must rise from the shortest over the usual to the longest.")
            )
        return cleaned

    def document(self) -> dict[str, Any]:
        """The leg as the lane keeps it; what was left empty is left out."""
        cleaned = self.cleaned_data
        found = {name: cleaned[name] for name in ("kind", "transport", "carrier", "service")}
        found |= {"from": cleaned["start"], "to": cleaned["end"], "cost_share": _text(cleaned["cost_share"])}
        days = {name: _text(cleaned[f"{name}_days"]) for name in ("min", "mode", "max")}
        days |= {name: cleaned[name] for name in ("quantiles", "source", "sample_size")}
        return {**_filled(found), "days": _filled(days)}


class SurchargeForm(forms.Form):
    code = forms.SlugField(label=_("Code"), required=False, max_length=40)
    name_en = forms.CharField(label=_("English name"), required=False, max_length=80)
    name_zh = forms.CharField(label=_("Chinese name"), required=False, max_length=80)
    basis = forms.ChoiceField(label=_("Counted on"), choices=partial(choices, BASES))
    rate = forms.DecimalField(
        label=_("Amount or share"), required=False, min_value=0, max_digits=12, decimal_places=4,
        help_text=_("In the lane's currency; a share as 0.12 for 12 %."),
    )  # fmt: skip
    countries = CountriesField(label=_("Only to countries"), required=False)
    postcodes = CodesField(label=_("Only postcodes beginning with"), required=False)
    flags = CodesField(label=_("Only goods that are"), required=False, help_text=_("lithium liquid …"))
    over_g = forms.IntegerField(label=_("Only parcels above (g)"), required=False, min_value=0)
    over_side_mm = forms.IntegerField(label=_("Only a side above (mm)"), required=False, min_value=0)
    over_girth_mm = forms.IntegerField(
        label=_("Or length plus girth above (mm)"), required=False, min_value=0
    )
    valid_from = forms.DateField(label=_("Valid from"), required=False, widget=day_input())
    valid_to = forms.DateField(label=_("Valid until before"), required=False, widget=day_input())

    FIRST = "code"
    PLAIN = ("code", "basis", "countries", "postcodes", "flags", "over_g", "over_side_mm", "over_girth_mm")

    @classmethod
    def initial_of(cls, document: Mapping[str, Any]) -> dict[str, Any]:
        names = document.get("name", {})
        plain = {name: document.get(name) for name in (*cls.PLAIN, "rate", "valid_from", "valid_to")}
        return {**plain, "name_en": names.get("en", ""), "name_zh": names.get(ZH, "")}

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("code"):
            return cleaned
        if cleaned.get("rate") is None and "rate" not in self.errors:
            self.add_error("rate", gettext("Give the amount or the share."))
        elif cleaned.get("basis") in ("freight", "so_far") and cleaned.get("rate", 0) > 5:
            self.add_error("rate", gettext("A share is written as 0.12 for 12 %."))
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last <= first:
            self.add_error("valid_to", gettext("The last day must come after the first."))
        return cleaned

    def document(self) -> dict[str, Any]:
        """The surcharge as the lane keeps it; what was left empty is left out."""
        cleaned = self.cleaned_data
        found = {name: cleaned[name] for name in self.PLAIN} | {"rate": _text(cleaned["rate"])}
        english = cleaned["name_en"] or cleaned["code"]
        found["name"] = {"en": english, ZH: cleaned["name_zh"] or english}
        for name in ("valid_from", "valid_to"):
            found[name] = cleaned[name].isoformat() if cleaned[name] else None
        return _filled(found)


class LaneRows:
    """The rows of ``column`` (``legs``, ``surcharges``) of a lane, bound to ``data`` when it was sent."""

    FORMS: Mapping[str, type[LegForm] | type[SurchargeForm]] = {"legs": LegForm, "surcharges": SurchargeForm}

    def __init__(self, column: str, lane: Lane, data: Any = None) -> None:
        self.column, self.form_class = column, self.FORMS[column]
        made = formset_factory(
            self.form_class, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS, can_order=True
        )
        initial = [self.form_class.initial_of(document) for document in getattr(lane, column)]
        self.formset: BaseFormSet[Any] = made(data, initial=initial, prefix=column)
        for form in self.formset:
            form.fields["ORDER"].label = _("Place in the list")

    def is_valid(self) -> bool:
        return self.formset.is_valid()

    def write_to(self, lane: Lane) -> None:
        filled = [form for form in self.formset.forms if form.cleaned_data.get(self.form_class.FIRST)]
        filled.sort(key=lambda form: form.cleaned_data.get("ORDER") or MOST_ROWS)
        setattr(lane, self.column, [form.document() for form in filled])


def _filled(document: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in document.items() if value not in (None, "", [], 0) or name == "rate"
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()
