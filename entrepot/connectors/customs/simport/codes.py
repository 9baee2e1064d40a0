"""The port's words to ours."""

from typing import Final

from entrepot.domain.ports.customs import ReplyKind

REPLY_KINDS: Final[dict[str, ReplyKind]] = {
    "accepted": "accepted",
    "query": "query",
    "inspection": "inspection",
    "released": "released",
    "rejected": "rejected",
}
