"""The notice port over SMTP."""

from entrepot.connectors.notices.smtp.client import SmtpClient
from entrepot.connectors.notices.smtp.mapping import mail
from entrepot.connectors.notices.smtp.settings import SmtpSettings
from entrepot.domain.ports import Permanent
from entrepot.domain.ports.notices import NoticeMessage


class SmtpNotices:
    def __init__(
        self, settings: SmtpSettings, *, code: str = "smtp", client: SmtpClient | None = None
    ) -> None:
        self.code = code
        self._settings = settings
        self._client = client or SmtpClient(settings)

    def send(self, message: NoticeMessage) -> str:
        """Raises ``Permanent`` for anything but mail."""
        if message.channel != "mail" or not message.to:
            raise Permanent(f"{message.channel} to {message.to!r} cannot go by mail", code="not_a_mail")
        try:
            made = mail(message, self._settings.sender)
        except ValueError as smuggled:  # a line break in a heading
            raise Permanent(str(smuggled), code="not_a_mail") from smuggled
        self._client.deliver(made)
        return str(made["Message-ID"])
