"""A notice as a mail."""

import hashlib
from email.message import EmailMessage

from entrepot.domain.ports.notices import NoticeMessage


def mail(message: NoticeMessage, sender: str) -> EmailMessage:
    """The same notice always has the same message id."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, message.to, message.subject
    domain = sender.rpartition("@")[2].rstrip(">") or "localhost"
    made["Message-ID"] = f"<{hashlib.sha256(message.key.encode()).hexdigest()[:32]}@{domain}>"
    made["Content-Language"] = message.language
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(message.text)
    return made
