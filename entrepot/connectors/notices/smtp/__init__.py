"""Mail by SMTP."""

from entrepot.connectors.notices.smtp.adapter import SmtpNotices
from entrepot.connectors.notices.smtp.settings import SmtpSettings

__all__ = ["SmtpNotices", "SmtpSettings"]
