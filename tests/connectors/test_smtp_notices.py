"""Mail over SMTP: what is written, and what each refusal of a server becomes."""

import smtplib
from email.message import EmailMessage

import pytest

from entrepot.connectors.notices.smtp import SmtpNotices, SmtpSettings
from entrepot.connectors.notices.smtp.client import SmtpClient
from entrepot.domain.ports import Permanent, Temporary
from entrepot.domain.ports.notices import NoticeMessage

SETTINGS = SmtpSettings("mail.example", 587, "Shop <shop@entrepot.example>", user="shop", password="secret")
MESSAGE = NoticeMessage("k.mail", "mail", "amara@example.com", "zh-hans", "订单已送达", "您好：\n已送达。")


class Server:
    """What ``smtplib.SMTP`` offers of a server that takes, or refuses with ``trouble``."""

    trouble: Exception | None = None
    heard: list[object]

    def __init__(self, host: str, port: int, timeout: float) -> None:
        if isinstance(self.trouble, OSError) and not isinstance(self.trouble, smtplib.SMTPException):
            raise self.trouble
        Server.heard = [(host, port)]

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *args: object) -> None:
        return None

    def ehlo(self) -> None:
        self.heard.append("ehlo")

    def has_extn(self, name: str) -> bool:
        return name == "starttls"

    def starttls(self) -> None:
        self.heard.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.heard.append((user, password))

    def send_message(self, mail: EmailMessage) -> None:
        if self.trouble:
            raise self.trouble
        self.heard.append(mail)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    monkeypatch.setattr(smtplib, "SMTP", Server)
    monkeypatch.setattr(Server, "trouble", None)
    return Server


def test_a_mail_goes_out_encrypted_with_an_id_that_does_not_change(server: type[Server]) -> None:
    sender = SmtpNotices(SETTINGS)
    assert sender.send(MESSAGE) == sender.send(MESSAGE)
    assert server.heard[:4] == [("mail.example", 587), "ehlo", "starttls", ("shop", "secret")]
    mail = server.heard[4]
    assert isinstance(mail, EmailMessage)
    assert (mail["To"], mail["Subject"]) == ("amara@example.com", "订单已送达")
    assert mail.get_content() == "您好：\n已送达。\n"


@pytest.mark.parametrize(
    ("trouble", "becomes"),
    [
        (ConnectionRefusedError("refused"), Temporary),
        (smtplib.SMTPServerDisconnected("gone"), Temporary),
        (smtplib.SMTPDataError(451, b"later"), Temporary),
        (smtplib.SMTPDataError(554, b"spam"), Permanent),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), Permanent),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"busy")}), Temporary),
    ],
)
def test_every_refusal_is_temporary_or_permanent(
    server: type[Server], monkeypatch: pytest.MonkeyPatch, trouble: Exception, becomes: type[Exception]
) -> None:
    monkeypatch.setattr(server, "trouble", trouble)
    with pytest.raises(becomes):
        SmtpNotices(SETTINGS, client=SmtpClient(SETTINGS)).send(MESSAGE)


def test_a_line_break_in_a_subject_cannot_add_a_recipient(server: type[Server]) -> None:
    smuggled = NoticeMessage("k", "mail", "amara@example.com", "en", "Hi\nBcc: everyone@example.com", "text")
    with pytest.raises(Permanent):
        SmtpNotices(SETTINGS).send(smuggled)
