"""Rooms of cases as every surface shows them."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from entrepot.apps.orders.models import CaseMessage
from entrepot.apps.orders.queries import CaseRoom
from entrepot.apps.orders.words import actor_name

WANTED: Final = {
    "identity_number": _("Identity number"),
    "proof_of_payment": _("Proof of payment"),
    "product_details": _("Details of the goods"),
    "invoice": _("Invoice"),
    "licence": _("Licence or permit"),
    "photo": _("Photo"),
    "right_address": _("Right address"),
}


def message_shown(message: CaseMessage, file_url: Callable[[int], str]) -> dict[str, Any]:
    """For ``components/case_messages.html``."""
    return {
        "by": actor_name(message.by),
        "at": message.at,
        "text": message.text,
        "wanted": gettext(WANTED[message.wanted]) if message.wanted in WANTED else "",
        "file_name": message.file_name,
        "file_url": file_url(message.pk) if message.file_name else "",
    }


def room_shown(room: CaseRoom, file_url: Callable[[int], str]) -> dict[str, Any]:
    """A case with its messages, and whether its reader has to answer."""
    return {
        "case": room.case,
        "sentence": room.sentence,
        "is_yours": room.is_yours,
        "is_open": room.case.status != "resolved",
        "messages": [message_shown(message, file_url) for message in room.messages],
    }
