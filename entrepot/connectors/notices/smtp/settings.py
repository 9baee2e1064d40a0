"""How the mail server is reached."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """``sender`` stands in From. Without ``user`` nobody signs in. ``seconds`` is the longest wait."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    seconds: float = 10
