"""A sender in memory: keeps what was sent."""

from entrepot.domain.ports import Permanent
from entrepot.domain.ports.notices import NoticeMessage


class MemoryNotices:
    """``sent`` maps the key of a message to it; a second sending of one key changes nothing."""

    def __init__(self, code: str = "folder") -> None:
        self.code = code
        self.sent: dict[str, NoticeMessage] = {}

    def send(self, message: NoticeMessage) -> str:
        if not message.to:
            raise Permanent("the message names nobody", code="no_recipient")
        self.sent.setdefault(message.key, message)
        return message.key
