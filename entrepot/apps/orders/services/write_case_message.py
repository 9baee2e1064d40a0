"""One more message in the room of a case; it makes the case the move of whoever is to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entrepot.apps.orders.models import Case, CaseMessage
from entrepot.apps.orders.services.assign_case import assign_case
from entrepot.apps.orders.services.record_fact import record_fact
from entrepot.kit.errors import invalid

LARGEST: Final = 5 * 1024 * 1024
BEGINNINGS: Final = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}
OF_THE_SHOP: Final = ("operator", "system")
ANSWER_WITHIN: Final = {
    "operator": timedelta(hours=24),
    "buyer": timedelta(days=3),
    "supplier": timedelta(days=2),
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo (JPEG, PNG) or a PDF of at most 5 MB, told by its content, not by its name."""

    name: str
    content: bytes


@transaction.atomic
def write_case_message(
    *,
    case: Case,
    by: str,
    text: str,
    readers: Sequence[str] = (),
    wanted: str = "",
    attachment: Attachment | None = None,
) -> CaseMessage:
    """Say ``text`` about an open case. The shop's message (an operator's, or of the "system") goes to
    ``readers`` ("buyer", "supplier:<code>"; none: colleagues only) and makes the case the move of the first
    of them; anybody else's goes to the operators and makes it theirs.

    What is asked of the buyer is also brought to them as a notice. Raises ``Refused``: 422 for an empty
    message, a file that is too large or of another kind, and readers of a case of the shop;
    ``case_resolved``.
    """
    text = text.strip()
    if not text and attachment is None:
        raise invalid("text", _("Write a message or add a file."))
    if case.order is None and readers:
        raise invalid("reader", _("This case is a matter of the shop alone."))
    media_type = _media_type(attachment) if attachment else ""
    role = by.partition(":")[0]
    seen_by = list(readers) if role in OF_THE_SHOP else [by]
    _pass_on(case, role, seen_by)
    message = CaseMessage.objects.create(
        case=case, by=by, text=text, readers=seen_by, wanted=wanted, media_type=media_type,
        file_name=attachment.name[-120:] if attachment else "",
        content=attachment.content if attachment else None,
    )  # fmt: skip
    _tell(case, message, role)
    return message


def _pass_on(case: Case, role: str, readers: Sequence[str]) -> None:
    now = timezone.now()
    if role not in OF_THE_SHOP:
        assign_case(case=case, owner="operator", due_at=now + ANSWER_WITHIN["operator"])
    elif readers:
        owner = readers[0].partition(":")[0]
        assign_case(case=case, owner=owner, due_at=now + ANSWER_WITHIN[owner])


def _tell(case: Case, message: CaseMessage, role: str) -> None:
    if case.order is None:
        return
    key = f"message:{message.pk}"
    if role == "buyer":
        facts = {"answer": message.text or message.file_name}
        record_fact(order=case.order, kind="buyer_answered", by=message.by, facts=facts, key=key)
    elif "buyer" in message.readers:
        kind = "customs_asks_buyer" if case.kind.startswith(("customs", "clearance")) else "shop_asks_buyer"
        record_fact(order=case.order, kind=kind, by=message.by, facts={"needed": message.text}, key=key)


def _media_type(attachment: Attachment) -> str:
    if len(attachment.content) > LARGEST:
        raise invalid("file", _("The file is larger than 5 MB. Send a smaller one."))
    for beginning, media_type in BEGINNINGS.items():
        if attachment.content.startswith(beginning):
            return media_type
    raise invalid("file", _("Send a photo (JPEG or PNG) or a PDF."))
