"""Reading the body of a verified webhook: whatever is wrong with it is ``Permanent``."""

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from entrepot.connectors.webhook_signatures import verify
from entrepot.domain.ports import Permanent

Read = TypeVar("Read")


def read_webhook(
    headers: Mapping[str, str],
    body: bytes,
    *,
    secrets: tuple[str, ...],
    now: int,
    read: Callable[[dict[str, Any]], Read],
) -> Read:
    """Verify, decode, and hand the object to ``read``.

    Raises ``Permanent`` with code ``signature`` or ``stale`` for a message that is not to be trusted,
    ``garbage`` for one that is signed but cannot be understood.
    """
    verify(headers, body, secrets, now)
    try:
        return read(_decoded(body))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        said = f"the webhook cannot be understood: {type(error).__name__} {error}"
        raise Permanent(said, code="garbage") from error


def _decoded(body: bytes) -> dict[str, Any]:
    """Raises ``ValueError`` also for a NUL, which no partner's text has and no database keeps."""
    if rb"\u0000" in body:
        raise ValueError("a NUL character in a text")
    message: dict[str, Any] = json.loads(body)
    return message
