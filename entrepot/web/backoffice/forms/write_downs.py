"""The rules by which stock is written down, as a form."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.domain.inventory.write_downs import Basis, WriteDownRule
from entrepot.web.backoffice.forms.warehousing import day_field


class PolicyForm(forms.Form):
    """The rules as lines of what is counted, days, and the share that is lost."""

    since = day_field(_("In force from"))
    rules = forms.CharField(
        label=_("Rules"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "A line each: “age 181 0.25” takes a quarter off what has lain 181 days, “life 30 0.60” takes "
            "six tenths off what lasts 30 days or less. Of several that apply the strictest counts."
        ),
    )  # fmt: skip
    source = forms.CharField(
        label=_("On what the rules rest"), max_length=200,
        help_text=_("An accounting manual, an auditor's word."),
    )  # fmt: skip

    def clean_rules(self) -> list[WriteDownRule]:
        return [_rule(line) for line in self.cleaned_data["rules"].splitlines() if line.strip()]


def rules_as_lines(rules: Iterable[WriteDownRule]) -> str:
    """As ``PolicyForm`` reads them."""
    return "\n".join(f"{rule.basis.value} {rule.days} {rule.share}" for rule in rules)


def _rule(line: str) -> WriteDownRule:
    try:
        basis, days, share = line.split()
        return WriteDownRule(Basis(basis), int(days), Decimal(share))
    except (ValueError, InvalidOperation):
        message = gettext("“%(line)s” cannot be read. Write age or life, days, and a share such as 0.25.")
        raise forms.ValidationError(message % {"line": line.strip()[:60]}) from None
