"""A customs port in memory: complete, without a network."""

from collections import deque
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from entrepot.connectors.memory_partner import MemoryPartner
from entrepot.connectors.webhook_bodies import read_webhook
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.customs import CustomsReply, DeclarationMessage, ReplyKind

DOCUMENTS = ("order_number", "payment_reference", "tracking_number")


class MemoryCustoms(MemoryPartner):
    """``CustomsGateway`` without a network: releases at once unless ``next_outcomes`` says otherwise.

    ``next_outcomes`` holds ``query``, ``inspection`` or ``rejected`` for the submissions to come; after
    an inspection ``release`` lets the goods go. With ``decides_itself`` off, nothing is said until
    ``reply`` is called.
    """

    def __init__(self, code: str = "simport", *, decides_itself: bool = True, **partner: Any) -> None:
        super().__init__(code, **partner)
        self.decides_itself = decides_itself
        self.next_outcomes: deque[ReplyKind] = deque()
        self.messages: dict[str, DeclarationMessage] = {}
        self._receipts: dict[str, tuple[DeclarationMessage, str]] = {}
        self._replies: dict[str, list[CustomsReply]] = {}

    def submit(self, message: DeclarationMessage) -> str:
        with self.call():
            if message.key in self._receipts:
                known, receipt = self._receipts[message.key]
                if known != message:
                    raise Permanent("the key was used with another body", code="idempotency_key_reused")
                return receipt
            self._check_open(message)
            receipt = f"MEM{len(self._receipts) + 1:06d}"
            self._receipts[message.key] = (message, receipt)
            self.messages[message.reference] = message
            self._replies.setdefault(message.reference, [])
            if self.decides_itself:
                self._decide(message)
            return receipt

    def replies(self, reference: str) -> list[CustomsReply]:
        with self.call():
            if reference not in self._replies:
                raise Permanent(f"there is no declaration {reference}", code="unknown_declaration")
            return list(self._replies[reference])

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> list[CustomsReply]:
        return read_webhook(headers, body, secrets=(self.secret,), now=self.now(), read=_replies)

    def reply(
        self, reference: str, kind: ReplyKind, *, code: str = "", field: str = "", message: str = ""
    ) -> CustomsReply:
        """Say something about a declaration, now."""
        with self.lock:
            number = len(self._replies[reference]) + 1
            at = datetime.now(UTC)
            entry = "" if kind == "rejected" else f"MEM-{reference}"
            said = CustomsReply(f"{reference}-{number}", reference, kind, at, message, code, field, entry)
            self._replies[reference].append(said)
            self.tell(said.id, [{**asdict(said), "at": at.isoformat()}])
            return said

    def release(self, reference: str) -> CustomsReply:
        return self.reply(reference, "released")

    def _check_open(self, message: DeclarationMessage) -> None:
        if not message.items:
            raise Permanent("items: a declaration needs at least one item", code="items_missing")
        earlier = self._replies.get(message.reference)
        if earlier is None:
            return
        status = earlier[-1].kind if earlier else "received"
        if status not in ("query", "rejected"):
            raise Permanent(f"{message.reference} is {status} already", code="already_declared")
        if status == "query" and not message.answer_to_query:
            raise Permanent("answer_to_query: say what the answer is", code="answer_missing")

    def _decide(self, message: DeclarationMessage) -> None:
        reference = message.reference
        outcome = self.next_outcomes.popleft() if self.next_outcomes else "released"
        missing = [name for name in DOCUMENTS if not getattr(message, name)]
        if missing:
            said = "order, payment and waybill must all be on file before the goods can be cleared"
            self.reply(reference, "rejected", code="R300", field=missing[0], message=said)
        elif outcome == "query":
            said, field = "state material and intended use", "items[0].description"
            self.reply(reference, "query", code="Q203", field=field, message=said)
        elif outcome == "rejected":
            said = "refused by the port; correct and send again"
            self.reply(reference, "rejected", code="R900", field="reference", message=said)
        else:
            self.reply(reference, "accepted")
            self.reply(reference, "inspection" if outcome == "inspection" else "released")


def _replies(message: dict[str, Any]) -> list[CustomsReply]:
    return [CustomsReply(**{**data, "at": datetime.fromisoformat(data["at"])}) for data in message["data"]]
