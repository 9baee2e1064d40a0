"""The configuration of a fulfilment mode as a form."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.apps.lanes.models import FulfilmentMode
from entrepot.apps.lanes.words import mode_problem
from entrepot.domain.sourcing.modes import faults_of
from entrepot.web.backoffice.forms.codes import CodesField, LimitsField, PairsField, WordsField
from entrepot.web.backoffice.lane_words import IDENTITIES, IMPORTERS, PAPERS, PROMISES, STOCK, choices

ZH = "zh-hans"
LEGS_HELP = _("Codes in the order of the way, for example: collect export_customs line_haul last_mile.")


def _many(label: Any, words: Mapping[str, str], **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=partial(choices, words), widget=forms.CheckboxSelectMultiple, **options
    )


class ModeForm(forms.Form):
    """``FIELDS`` maps a setting of the configuration to the field that shows it."""

    name_en = forms.CharField(label=_("English name"), max_length=80)
    name_zh = forms.CharField(label=_("Chinese name"), max_length=80, required=False)
    stock = _many(_("Draws on stock in"), STOCK)
    legs = CodesField(label=_("Legs"), widget=forms.Textarea(attrs={"rows": 2}), help_text=LEGS_HELP)
    inbound_legs = CodesField(
        label=_("Legs to the warehouse"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("How stock gets there before it is sold, when it is stocked in the country of sale."),
    )  # fmt: skip
    export = PairsField(
        label=_("Export declarations"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A line each: country and procedure, as CN 9610. EU: its members. *: all others."),
    )  # fmt: skip
    import_ = PairsField(
        label=_("Import declarations"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As above, by country of destination. Empty: nothing is declared."),
    )  # fmt: skip
    papers = _many(_("Papers"), PAPERS)
    promise = forms.ChoiceField(label=_("The promise rests on"), choices=partial(choices, PROMISES))
    importers = _many(_("Offered to"), IMPORTERS, required=False)
    identities = _many(_("Tracking numbers"), IDENTITIES, required=False)
    deposit_share = forms.DecimalField(
        label=_("Deposit at order"), required=False, min_value=0, max_value=1, decimal_places=2,
        help_text=_("A share, for example 0.30. Empty: paid in full."),
    )  # fmt: skip
    deposit_forfeit_share = forms.DecimalField(
        label=_("Of the deposit kept when the balance is not paid"), required=False, min_value=0, max_value=1,
        decimal_places=2, help_text=_("A share; 0 gives all of it back."),
    )  # fmt: skip
    commission_share = forms.DecimalField(
        label=_("On top of the price in the shop"), required=False, min_value=0, max_value=1,
        decimal_places=2,
        help_text=_("A share of what a buyer abroad pays there."),
    )  # fmt: skip
    buy_within_days = forms.IntegerField(
        label=_("Days to buy"), required=False, min_value=1, max_value=90,
        help_text=_("Goods not bought by then give the deposit back."),
    )  # fmt: skip
    balance_within_days = forms.IntegerField(
        label=_("Days to pay the balance"), required=False, min_value=1, max_value=90
    )
    personal_limits = LimitsField(
        label=_("What one person may receive"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "A line each: country, currency, highest value, within how many days, parcels, within how many "
            "days, and the source. For example: CN CNY 1000 7 4 30 GACC 2010 No. 43"
        ),
    )  # fmt: skip
    search_words = WordsField(
        label=_("Words that buyers search for"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A line each, in any language. A search for one of them shows what comes this way."),
    )  # fmt: skip
    leaves_bond = forms.BooleanField(
        label=_("Goods leave a bonded zone: imported even within one country"), required=False
    )
    combines_with_lanes_of_any_mode = forms.BooleanField(
        label=_("Goes by lanes of any other mode"), required=False
    )
    in_use = forms.BooleanField(label=_("In use: its lanes are offered"), required=False)

    FIELDS: Mapping[str, str] = {"declarations.export": "export", "declarations.import": "import_"}
    SHARES = ("deposit_share", "deposit_forfeit_share", "commission_share")
    DAYS = ("buy_within_days", "balance_within_days")
    OPTIONAL = (
        "inbound_legs", "importers", "identities", "personal_limits", "search_words", "leaves_bond",
        "combines_with_lanes_of_any_mode",
    )  # fmt: skip

    @classmethod
    def initial_of(cls, mode: FulfilmentMode) -> dict[str, Any]:
        declarations = mode.config.get("declarations") or {}
        return {
            **mode.config,
            "name_en": mode.name.get("en", ""), "name_zh": mode.name.get(ZH, ""),
            "export": declarations.get("export", {}), "import_": declarations.get("import", {}),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.errors:
            for fault in faults_of(self.config()):
                field = self.FIELDS.get(fault.field, fault.field)
                self.add_error(field if field in self.fields else None, mode_problem(fault))
        return cleaned

    def config(self) -> dict[str, Any]:
        """The configuration as the mode keeps it; optional settings that were left empty are left out."""
        cleaned = self.cleaned_data
        found = {name: cleaned[name] for name in ("stock", "legs", "papers", "promise", "in_use")}
        found["declarations"] = {"export": cleaned["export"], "import": cleaned["import_"]}
        found |= {name: cleaned[name] for name in self.OPTIONAL if cleaned[name]}
        if cleaned["deposit_share"]:
            found |= {name: str(cleaned[name]) for name in self.SHARES if cleaned[name] is not None}
            found |= {name: cleaned[name] for name in self.DAYS if cleaned[name]}
        return found

    def write_to(self, mode: FulfilmentMode) -> None:
        english = self.cleaned_data["name_en"]
        mode.name = {"en": english, ZH: self.cleaned_data["name_zh"] or english}
        mode.config = self.config()


class NewModeForm(ModeForm):
    code = forms.CharField(
        label=_("Code"), max_length=50,
        validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", _("Use small letters, digits and underscores."))],
        help_text=_("For example rail_consolidated. It never changes: duty rules and orders name it."),
    )  # fmt: skip
    field_order = ("code",)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if FulfilmentMode.objects.filter(code=code).exists():
            raise ValidationError(gettext("There is a mode of this code already. Choose another."))
        return code

    def write_to(self, mode: FulfilmentMode) -> None:
        super().write_to(mode)
        mode.code = self.cleaned_data["code"]
