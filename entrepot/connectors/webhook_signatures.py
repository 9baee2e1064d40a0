"""Standard Webhooks 1.0: who sent this, and is it fresh?

The sender signs ``id.timestamp.body`` with HMAC-SHA256 under a ``whsec_`` secret and may send several
signatures (``v1,<base64>``, separated by spaces) while a secret is being changed. Older or newer than
five minutes is refused, so that a recorded message cannot be played again.
Source: standardwebhooks.com specification, version 1.0.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from typing import Final

from entrepot.domain.ports import Permanent

TOLERANCE_S: Final = 300
LEAST_KEY_BYTES: Final = 16


class BadSignature(Permanent):
    """The message is forged, altered, too old, or its headers are missing."""


def verify(headers: Mapping[str, str], body: bytes, secrets: Iterable[str], now: int) -> str:
    """The message's id when one of ``secrets`` signed it within five minutes of ``now`` (Unix seconds).

    Header names may be in any case. Raises ``BadSignature`` otherwise, ``ValueError`` for a malformed
    secret of ours.
    """
    known = {name.lower(): value for name, value in headers.items()}
    try:
        message_id, sent, signatures = (known[f"webhook-{part}"] for part in ("id", "timestamp", "signature"))
    except KeyError as error:
        raise BadSignature(f"header {error.args[0]} is missing", code="signature") from None
    if not (sent.isascii() and sent.isdigit()) or len(sent) > 12:
        raise BadSignature("webhook-timestamp must be Unix seconds", code="signature")
    if abs(now - int(sent)) > TOLERANCE_S:
        raise BadSignature("the message is older or newer than five minutes", code="stale")
    expected = [sign(secret, message_id, int(sent), body) for secret in secrets]
    given = [entry.encode() for entry in signatures.split()]
    # Every pair is compared, so that the time taken tells nothing.
    matches = [hmac.compare_digest(mine.encode(), theirs) for mine in expected for theirs in given]
    if not any(matches):
        raise BadSignature("no signature of the message is ours", code="signature")
    return message_id


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """One entry of the ``webhook-signature`` header. Raises ``ValueError`` for a malformed secret."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(secret_key(secret), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def signed_headers(secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers of a message that we send."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secret, message_id, timestamp, body),
    }


def secret_key(secret: str) -> bytes:
    """The key inside ``whsec_<base64>``. Raises ``ValueError`` when it is not one or too short."""
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise ValueError("a webhook secret is whsec_ followed by base64") from None
    if len(key) < LEAST_KEY_BYTES:
        raise ValueError(f"a webhook secret holds at least {LEAST_KEY_BYTES} bytes")
    return key
