"""Forms of the room of a case."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from entrepot.web.case_forms import AnswerForm
from entrepot.web.case_rooms import WANTED


class MessageForm(AnswerForm):
    """What an operator says, to whom, and which document is asked for."""

    reader = forms.ChoiceField(label=_("To"), required=False)
    wanted = forms.ChoiceField(
        label=_("Ask for"), required=False, help_text=_("Whoever is asked has the move until the answer.")
    )

    def __init__(self, suppliers: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("Message")
        self._choices("reader", {"": gettext("Colleagues only"), "buyer": gettext("The buyer")} | {
            f"supplier:{code}": gettext("Supplier %(code)s") % {"code": code} for code in suppliers
        })  # fmt: skip
        self._choices("wanted", {"": gettext("Nothing in particular")} | {
            code: gettext(words) for code, words in WANTED.items()
        })  # fmt: skip
        self.order_fields(["reader", "wanted", "text", "file"])

    def _choices(self, name: str, choices: dict[str, str]) -> None:
        self.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]

    @property
    def readers(self) -> list[str]:
        """Beside the operators."""
        return [self.cleaned_data["reader"]] if self.cleaned_data["reader"] else []

    @property
    def words(self) -> str:
        """The message; what is asked for stands before it."""
        wanted = self.cleaned_data["wanted"]
        return ": ".join(filter(None, [gettext(WANTED[wanted]) if wanted else "", self.cleaned_data["text"]]))
