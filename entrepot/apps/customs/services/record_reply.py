"""What customs answers: kept word for word, taken once, in whatever order it comes."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from entrepot.apps.customs.events import InboundReleased
from entrepot.apps.customs.models import CustomsMessage, Declaration
from entrepot.apps.customs.services._bonded import release_from_bond
from entrepot.apps.customs.services._clearing import border_of, locked, pass_on_clearance
from entrepot.apps.customs.services._story import open_about, settle_about, tell
from entrepot.apps.customs.services.send_declaration import is_unsent
from entrepot.domain.customs.replies import Said, is_news, way
from entrepot.domain.lifecycles import DECLARATION
from entrepot.domain.ports.customs import CustomsReply
from entrepot.kit import outbox
from entrepot.kit.transitions import transition

ANSWER_WITHIN = timedelta(hours=24)
INSPECTED_WITHIN = timedelta(days=3)
CASES = ("customs_query", "customs_inspection", "customs_rejected", "customs_refused")


@transaction.atomic
def record_reply(*, gateway: str, reply: CustomsReply) -> Declaration | None:
    """Keep the reply and let the declaration and its shipment follow it; ``None`` for an unknown reference.

    A second delivery and a reply older than one already taken change nothing more. A reply that the lifecycle
    knows no way to opens the case ``customs_reply_unexpected``.
    """
    known = Declaration.objects.filter(reference=reply.reference, port__gateway=gateway).first()
    if known is None:
        return None
    row = locked(known)
    earlier = [Said(kind, at) for kind, at in row.messages.filter(direction="in").values_list("kind", "at")]
    _message, is_first = CustomsMessage.objects.get_or_create(
        direction="in", message_id=f"{gateway}:{reply.id}"[:120],
        defaults={"declaration": row, "kind": reply.kind, "body": _body(reply), "at": reply.at},
    )  # fmt: skip
    if not is_first or not is_news(Said(reply.kind, reply.at), earlier):
        return row
    _note_sending(row)
    steps = way(row.status, reply.kind)
    by = f"partner:{gateway}"
    if steps is None:
        open_about(row, "customs_reply_unexpected", {"kind": reply.kind}, ANSWER_WITHIN)
        return row
    for step in steps:
        transition(row, DECLARATION, to=step, by=by, at=reply.at, why=reply.message, **_changes(reply))
    _FOLLOW_UP[reply.kind](row, reply, by)
    pass_on_clearance(row, by=by)
    return row


def _body(reply: CustomsReply) -> dict[str, Any]:
    return {**asdict(reply), "at": reply.at.isoformat()}


def _note_sending(row: Declaration) -> None:
    """An answer proves the sending, should the answer be quicker than our own note of it."""
    out = row.messages.filter(direction="out", message_id=f"{row.reference}:v{row.version}").first()
    if out is not None and is_unsent(row, out):
        transition(row, DECLARATION, to="sent", by="system", at=out.at, sent_at=timezone.now())


def _changes(reply: CustomsReply) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if reply.authority_reference:
        changes["authority_reference"] = reply.authority_reference
    if reply.kind in ("query", "rejected"):
        changes |= {"query_message": reply.message or reply.code, "query_field": reply.field, "answer": ""}
    if reply.kind in ("released", "rejected"):
        changes["decided_at"] = reply.at
    return changes


def _accepted(row: Declaration, reply: CustomsReply, by: str) -> None:
    _fact(row, reply, by, {"authority_reference": reply.authority_reference})


def _query(row: Declaration, reply: CustomsReply, by: str) -> None:
    facts = {"field": reply.field, "message": reply.message, "code": reply.code}
    _fact(row, reply, by, facts)
    open_about(row, "customs_query", facts, ANSWER_WITHIN)


def _inspection(row: Declaration, reply: CustomsReply, by: str) -> None:
    _fact(row, reply, by, {"message": reply.message})
    open_about(row, "customs_inspection", {"message": reply.message}, INSPECTED_WITHIN, owner="customs")


def _released(row: Declaration, reply: CustomsReply, by: str) -> None:
    _fact(row, reply, by, {"authority_reference": reply.authority_reference})
    settle_about(row, CASES, by=by, resolution="released")
    release_from_bond(row, by=by)
    if row.inbound_id is not None and row.direction == "import":
        outbox.record(InboundReleased(row.inbound_id))


def _rejected(row: Declaration, reply: CustomsReply, by: str) -> None:
    facts = {"code": reply.code, "field": reply.field, "message": reply.message}
    _fact(row, reply, by, facts)
    settle_about(row, ["customs_query", "customs_inspection"], by=by, resolution="rejected")
    open_about(row, "customs_rejected", facts, ANSWER_WITHIN)


_FOLLOW_UP: dict[str, Callable[[Declaration, CustomsReply, str], None]] = {
    "accepted": _accepted,
    "query": _query,
    "inspection": _inspection,
    "released": _released,
    "rejected": _rejected,
}


def _fact(row: Declaration, reply: CustomsReply, by: str, facts: dict[str, str]) -> None:
    tell(row, f"declaration_{reply.kind}", by=by, at=reply.at, facts={**border_of(row), **facts},
         key=f"customs:{reply.id}")  # fmt: skip
