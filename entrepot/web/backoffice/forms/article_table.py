"""A table of articles to read: a file or pasted text, and the day from which its prices count."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.web.backoffice.forms.warehousing import coming_day_field


class ArticleTableForm(forms.Form):
    file = forms.FileField(
        label=_("XLSX or CSV file"), required=False, widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_(
            "As it was downloaded: one row an article, known by its SKU. Rows and columns that you do not "
            "change may be left out; an empty cell changes nothing."
        ),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Or rows as text"), required=False, max_length=500_000,
        widget=forms.Textarea(
            attrs={"rows": 6, "class": "textarea font-mono text-sm", "spellcheck": "false"}
        ),
        help_text=_("With the heading, for example: sku,on_sale and below it the articles."),
    )  # fmt: skip
    from_day = coming_day_field(_("Prices valid from"))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not cleaned.get("file") and not cleaned.get("text"):
            self.add_error("file", gettext("Choose a file or paste the rows."))
        return cleaned
