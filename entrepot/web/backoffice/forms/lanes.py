"""Forms for a lane: its basics, limits and times. Each knows how to read from the row and write to it."""

from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.lanes.models import FulfilmentMode, Lane
from entrepot.web.backoffice.forms.codes import CodesField, CountriesField, CountryField, DaysField, day_input
from entrepot.web.backoffice.lane_words import CHANNELS, INCOTERMS, WEEKDAYS, choices

ZH = "zh-hans"


class LaneBasicsForm(forms.Form):
    name_en = forms.CharField(label=_("English name"), max_length=120)
    name_zh = forms.CharField(label=_("Chinese name"), max_length=120, required=False)
    mode = forms.ModelChoiceField(label=_("Mode"), queryset=FulfilmentMode.objects.order_by("code"))
    origin_country = CountryField(label=_("From country"), help_text=_("Two letters, for example CN."))
    destinations = CountriesField(
        label=_("To countries"), widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Codes with spaces between, for example FR DE GB."),
    )  # fmt: skip
    carrier = forms.SlugField(label=_("Carrier"), max_length=50)
    service = forms.CharField(label=_("Service"), max_length=40)
    channel = forms.ChoiceField(label=_("Meets the border as"), choices=partial(choices, CHANNELS))
    incoterm = forms.ChoiceField(label=_("Import charges"), choices=partial(choices, INCOTERMS))
    customs_port = forms.SlugField(
        label=_("Customs port"), required=False,
        help_text=_("Needed where the lane crosses a customs border."),
    )  # fmt: skip
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label=_("Currency"),
        error_messages={"invalid": _("Give a currency of three capital letters, for example CNY.")},
    )  # fmt: skip
    valid_from = forms.DateField(label=_("Valid from"), widget=day_input())
    valid_to = forms.DateField(
        label=_("Valid until before"), widget=day_input(), required=False,
        help_text=_("Empty: until further notice."),
    )  # fmt: skip
    is_replenishment = forms.BooleanField(
        label=_("Carries stock to our warehouses only, not orders"), required=False
    )

    COLUMNS = (
        "mode", "origin_country", "destinations", "carrier", "service", "channel", "incoterm", "customs_port",
        "currency", "is_replenishment",
    )  # fmt: skip

    @classmethod
    def initial_of(cls, lane: Lane) -> dict[str, Any]:
        return {
            **{name: getattr(lane, name) for name in cls.COLUMNS},
            "name_en": lane.name.get("en", ""),
            "name_zh": lane.name.get(ZH, ""),
            "valid_from": lane.valid.lower,
            "valid_to": lane.valid.upper,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last <= first:
            self.add_error("valid_to", gettext("The last day must come after the first."))
        return cleaned

    def write_to(self, lane: Lane) -> None:
        cleaned = self.cleaned_data
        for name in self.COLUMNS:
            setattr(lane, name, cleaned[name])
        lane.name = {"en": cleaned["name_en"], ZH: cleaned["name_zh"] or cleaned["name_en"]}
        lane.valid = DateRange(cleaned["valid_from"], cleaned["valid_to"])


class NewLaneForm(LaneBasicsForm):
    code = forms.CharField(
        label=_("Code"), max_length=50, validators=[validate_slug],
        help_text=_("Small letters, digits and hyphens, for example cn-de-air. It never changes."),
    )  # fmt: skip
    min_days = forms.IntegerField(label=_("Shortest transit (days)"), min_value=0, max_value=365)
    max_days = forms.IntegerField(label=_("Longest transit (days)"), min_value=0, max_value=365)
    field_order = ("code",)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if Lane.objects.filter(code=code).exists():
            raise ValidationError(gettext("There is a lane of this code already. Choose another."))
        return code

    def write_to(self, lane: Lane) -> None:
        super().write_to(lane)
        lane.code = self.cleaned_data["code"]
        lane.min_days, lane.max_days = self.cleaned_data["min_days"], self.cleaned_data["max_days"]


class LaneLimitsForm(forms.Form):
    """Chargeable weight, and what the lane does not carry."""

    volumetric_divisor = forms.IntegerField(
        label=_("Volumetric divisor (cm³ per kg)"), required=False, min_value=500, max_value=20_000,
        help_text=_("Usually 5000, 6000 or 8000. Empty: volume does not count."),
    )  # fmt: skip
    volumetric_share = forms.DecimalField(
        label=_("Share of the volumetric excess"), min_value=Decimal("0.001"), max_value=1, decimal_places=3,
        help_text=_("1 in full; 0.5 is half-throw: (actual + volumetric) / 2."),
    )  # fmt: skip
    volumetric_waiver = forms.DecimalField(
        label=_("Volume counts from this many times the weight"), min_value=1, max_value=10, decimal_places=2,
        help_text=_("1 always; 2 waives it below twice the weight."),
    )  # fmt: skip
    weight_steps = CodesField(
        label=_("Weight is rounded up to"), required=False,
        help_text=_("Grams above which, a colon, the step in grams: 0:500 20000:1000. Empty: to the gram."),
    )  # fmt: skip
    max_weight_g = forms.IntegerField(label=_("Heaviest parcel (g)"), min_value=1, max_value=30_000_000)
    max_side_mm = forms.IntegerField(label=_("Longest side (mm)"), required=False, min_value=1)
    max_girth_mm = forms.IntegerField(label=_("Length plus girth (mm)"), required=False, min_value=1)
    min_value = forms.DecimalField(
        label=_("Goods worth at least"), required=False, min_value=0, max_digits=15, decimal_places=4,
        help_text=_("In the lane's currency."),
    )  # fmt: skip
    max_value = forms.DecimalField(
        label=_("Goods worth at most"), required=False, min_value=0, max_digits=15, decimal_places=4,
        help_text=_("In the lane's currency."),
    )  # fmt: skip
    refuses = CodesField(
        label=_("Does not carry"), required=False,
        help_text=_("Flags of goods: dangerous lithium alcohol liquid food …"),
    )  # fmt: skip

    COLUMNS = (
        "volumetric_divisor", "volumetric_share", "volumetric_waiver", "max_weight_g", "max_side_mm",
        "max_girth_mm", "min_value", "max_value", "refuses",
    )  # fmt: skip

    @classmethod
    def initial_of(cls, lane: Lane) -> dict[str, Any]:
        steps = [f"{above}:{step}" for above, step in lane.weight_steps]
        return {**{name: getattr(lane, name) for name in cls.COLUMNS}, "weight_steps": steps}

    def clean_weight_steps(self) -> list[list[int]]:
        steps = []
        for text in self.cleaned_data["weight_steps"]:
            above, colon, step = text.partition(":")
            if not (colon and above.isdecimal() and step.isdecimal() and int(step)):
                raise ValidationError(gettext("“%(text)s” is no step. Write 0:500."), params={"text": text})
            steps.append([int(above), int(step)])
        if [above for above, _step in steps] != sorted({above for above, _step in steps}):
            raise ValidationError(gettext("The steps must rise."))
        return steps

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        least, most = cleaned.get("min_value"), cleaned.get("max_value")
        if least is not None and most is not None and most < least:
            self.add_error("max_value", gettext("The most must not be below the least."))
        return cleaned

    def write_to(self, lane: Lane) -> None:
        for name in (*self.COLUMNS, "weight_steps"):
            setattr(lane, name, self.cleaned_data[name])


class LaneTimesForm(forms.Form):
    """Transit, handling, and the origin's calendar."""

    min_days = forms.IntegerField(label=_("Shortest transit (days)"), min_value=0, max_value=365)
    max_days = forms.IntegerField(label=_("Longest transit (days)"), min_value=0, max_value=365)
    handling_days = forms.IntegerField(label=_("Handling (working days)"), min_value=0, max_value=60)
    timezone = forms.CharField(
        label=_("Time zone of the origin"), help_text=_("For example Asia/Shanghai or Europe/London.")
    )
    cut_off = forms.TimeField(
        label=_("Cut-off"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Local time. Later orders count for the next working day."),
    )  # fmt: skip
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"), coerce=int, choices=partial(choices, WEEKDAYS),
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one day.")},
    )  # fmt: skip
    departure_days = forms.TypedMultipleChoiceField(
        label=_("Departure days"), coerce=int, choices=partial(choices, WEEKDAYS),
        widget=forms.CheckboxSelectMultiple, help_text=_("Flights or sailings."),
        error_messages={"required": _("Choose at least one day.")},
    )  # fmt: skip
    holidays = DaysField(
        label=_("Holidays"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Days on which nothing is handled and nothing leaves: 2027-02-06 2027-02-07 …"),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, lane: Lane) -> dict[str, Any]:
        every_day = list(WEEKDAYS)
        return {
            "min_days": lane.min_days, "max_days": lane.max_days, "handling_days": lane.handling_days,
            "timezone": lane.schedule.get("timezone", "UTC"), "cut_off": lane.schedule.get("cut_off"),
            "working_days": lane.schedule.get("working_days") or every_day,
            "departure_days": lane.schedule.get("departure_days") or every_day,
            "holidays": lane.schedule.get("holidays", []),
        }  # fmt: skip

    def clean_timezone(self) -> str:
        name = str(self.cleaned_data["timezone"])
        if name not in available_timezones():
            raise ValidationError(gettext("There is no such time zone. Write for example Asia/Shanghai."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("max_days", 0) < cleaned.get("min_days", 0):
            self.add_error("max_days", gettext("The longest must not be shorter than the shortest."))
        return cleaned

    def write_to(self, lane: Lane) -> None:
        cleaned = self.cleaned_data
        lane.min_days, lane.max_days = cleaned["min_days"], cleaned["max_days"]
        lane.handling_days = cleaned["handling_days"]
        cut_off = cleaned["cut_off"]
        lane.schedule = {
            **{name: cleaned[name] for name in ("timezone", "working_days", "departure_days", "holidays")},
            **({"cut_off": f"{cut_off:%H:%M}"} if cut_off else {}),
        }
