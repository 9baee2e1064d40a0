"""One mail handed to the server. SMTP only."""

import smtplib
from email.message import EmailMessage

from entrepot.connectors.notices.smtp.settings import SmtpSettings
from entrepot.domain.ports import Permanent, Temporary

TLS_FROM_THE_START = 465


class SmtpClient:
    """Raises ``Temporary`` and ``Permanent`` only."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings

    def deliver(self, mail: EmailMessage) -> None:
        try:
            with self._connected() as server:
                if self._settings.user:
                    server.login(self._settings.user, self._settings.password)
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            code = max(code for code, _words in refused.recipients.values())
            raise _problem(code, str(refused)) from refused
        except smtplib.SMTPResponseException as refused:
            raise _problem(refused.smtp_code, str(refused)) from refused
        except (smtplib.SMTPException, OSError) as broken:
            raise Temporary(str(broken), code="mail_server_unreachable") from broken

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        if settings.port == TLS_FROM_THE_START:
            return smtplib.SMTP_SSL(settings.host, settings.port, timeout=settings.seconds)
        server = smtplib.SMTP(settings.host, settings.port, timeout=settings.seconds)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls()
        return server


def _problem(code: int, words: str) -> Temporary | Permanent:
    return Permanent(words, code=str(code)) if code >= 500 else Temporary(words, code=str(code))
