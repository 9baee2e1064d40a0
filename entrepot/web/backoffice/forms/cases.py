"""Forms of the room of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entrepot.apps.orders.models import Order
from entrepot.web.case_forms import AnswerForm
from entrepot.web.case_rooms import WANTED


class MessageForm(AnswerForm):
    """What an operator says, to whom, and which document is asked for; about the shop, to colleagues."""

    reader = forms.ChoiceField(label=pgettext_lazy("who reads a message", "To"), required=False)
    wanted = forms.ChoiceField(
        label=_("Ask for"), required=False, help_text=_("Whoever is asked has the move until the answer.")
    )

    def __init__(self, order: Order | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("Message")
        if order is None:
            del self.fields["reader"], self.fields["wanted"]
            return
        suppliers = set(order.consignments.exclude(supplier="").values_list("supplier", flat=True))
        self._choices("reader", {"": gettext("Colleagues only"), "buyer": gettext("The buyer")} | {
            f"supplier:{code}": gettext("Supplier %(code)s") % {"code": code} for code in sorted(suppliers)
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
        reader = self.cleaned_data.get("reader")
        return [reader] if reader else []

    @property
    def wanted_code(self) -> str:
        """The document or answer that is asked for, a key of ``WANTED``; "" for none."""
        return str(self.cleaned_data.get("wanted", ""))

    @property
    def words(self) -> str:
        """The message; what is asked for stands before it."""
        asked = gettext(WANTED[self.wanted_code]) if self.wanted_code else ""
        return ": ".join(filter(None, [asked, self.cleaned_data["text"]]))
