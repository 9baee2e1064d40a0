"""What the platform asks of the outside world: one small protocol per kind of partner.

An adapter fails in two ways only: ``Temporary`` (the same call may succeed later) and ``Permanent``
(it will not; somebody must change something).
"""


class PartnerError(Exception):
    """A partner did not do what was asked. ``code`` is the partner's own, when it gave one."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class Temporary(PartnerError):
    """Try again later with the same idempotency key."""


class Permanent(PartnerError):
    """Trying again will not help."""
