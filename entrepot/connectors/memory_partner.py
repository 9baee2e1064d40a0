"""What the in-memory adapters share: signed messages in a list instead of a webhook, failures on request.

They are complete partners without a network, for tests and journeys: what the real partner would send
waits in ``outbox`` and can be handed to the platform's webhook address or to ``parse_webhook``.
"""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from entrepot.connectors.webhook_signatures import signed_headers
from entrepot.domain.ports import PartnerError

SECRET = "whsec_ZW50cmVwb3QtaW4tbWVtb3J5LXBhcnRuZXItc2VjcmV0"


@dataclass(frozen=True, slots=True)
class Message:
    """A signed message as it would arrive at a webhook address."""

    headers: dict[str, str]
    body: bytes


class MemoryPartner:
    """Base of the in-memory adapters. ``now`` gives Unix seconds."""

    def __init__(
        self, code: str, secret: str = SECRET, now: Callable[[], int] = lambda: int(time.time())
    ) -> None:
        self.code, self.secret, self.now = code, secret, now
        self.outbox: deque[Message] = deque()
        self.lock = threading.RLock()
        self._failures: deque[tuple[PartnerError, bool]] = deque()

    def fail_next(self, error: PartnerError, *, after: bool = False) -> None:
        """Let the next call raise ``error``; ``after`` means that its work was done all the same."""
        self._failures.append((error, after))

    def take_messages(self) -> list[Message]:
        """Everything sent since the last time, oldest first."""
        with self.lock:
            messages = list(self.outbox)
            self.outbox.clear()
        return messages

    def tell(self, message_id: str, data: Any) -> None:
        """Put a signed message in the outbox."""
        body = json.dumps({"data": data}, ensure_ascii=False).encode()
        self.outbox.append(Message(signed_headers(self.secret, message_id, self.now(), body), body))

    @contextmanager
    def call(self) -> Iterator[None]:
        """One call from the platform: alone, and failing when a failure was asked for."""
        with self.lock:
            failure, after = self._failures.popleft() if self._failures else (None, False)
            if failure is not None and not after:
                raise failure
            yield
            if failure is not None:
                raise failure
