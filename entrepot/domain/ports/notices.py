"""A sender of notices: brings a short text to one person by mail, SMS or WeChat."""

from dataclasses import dataclass, field
from typing import Literal, Protocol

NoticeChannel = Literal["mail", "sms", "wechat"]


@dataclass(frozen=True, slots=True)
class NoticeMessage:
    """What is said to whom. ``to`` is a mail address, a phone number or a WeChat open id, by ``channel``.

    ``kind`` names the template on services that want theirs (WeChat); ``facts`` are the values it takes.
    ``key`` makes a repeated request harmless where the service knows such keys.
    """

    key: str
    channel: NoticeChannel
    to: str
    language: str
    subject: str
    text: str
    kind: str = ""
    facts: dict[str, str] = field(default_factory=dict)


class NoticeSender(Protocol):
    """``Temporary`` and ``Permanent`` are the only errors its methods raise."""

    code: str

    def send(self, message: NoticeMessage) -> str:
        """Hand ``message`` over; returns the service's own reference."""
