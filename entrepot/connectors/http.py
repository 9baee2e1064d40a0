"""JSON over HTTP to a partner, with every way it can fail told as ``Temporary`` or ``Permanent``.

Temporary: no connection, no answer in time, a connection lost after sending, 5xx, 408, 425, 429, and an
answer of success that cannot be read (the work may be done; the idempotency key makes asking again
safe). Permanent: every other answer that is not a success, redirects included.
"""

import json
import weakref
from functools import cached_property
from typing import Any, Final

import httpx

from entrepot.domain.ports import PartnerError, Permanent, Temporary

TRY_AGAIN: Final = frozenset({408, 425, 429})
LONGEST_MESSAGE: Final = 500

Json = dict[str, Any]


class PartnerHttp:
    """One shared, thread-safe client for one partner. Times are whole seconds."""

    def __init__(
        self,
        base_url: str,
        *,
        headers: dict[str, str],
        connect_s: int = 3,
        answer_s: int = 10,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._base_url, self._headers, self._transport = base_url, headers, transport
        self._timeout = httpx.Timeout(answer_s, connect=connect_s)

    @cached_property
    def _client(self) -> httpx.Client:
        # Made when first needed: loading the certificates would slow every start of the platform.
        client = httpx.Client(
            base_url=self._base_url,
            headers=self._headers,
            timeout=self._timeout,
            transport=self._transport,
            follow_redirects=False,
            trust_env=False,
        )
        # Whoever drops the adapter lets go of its connections too.
        weakref.finalize(self, client.close)
        return client

    def get(self, path: str) -> Json:
        """The JSON object at ``path``. Raises ``Temporary`` or ``Permanent``."""
        return self._send(self._client.build_request("GET", path))

    def post(self, path: str, body: Json | None = None, *, key: str = "") -> Json:
        """Send ``body`` under the idempotency ``key``; returns the JSON object that is answered."""
        headers = {"idempotency-key": key} if key else {}
        return self._send(self._client.build_request("POST", path, json=body or {}, headers=headers))

    def _send(self, request: httpx.Request) -> Json:
        try:
            response = self._client.send(request)
        except httpx.TimeoutException as error:
            raise Temporary(f"no answer in time from {request.url.host}", code="timeout") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            said = f"the connection to {request.url.host} failed: {error or type(error).__name__}"
            raise Temporary(said, code="connection") from error
        if response.is_success:
            return _readable(response)
        raise refusal(response)


def _readable(response: httpx.Response) -> Json:
    try:
        answer = json.loads(response.content)
    except ValueError as error:
        raise Temporary("the answer is not JSON", code="unreadable") from error
    if not isinstance(answer, dict):
        raise Temporary("the answer is not a JSON object", code="unreadable")
    return answer


def refusal(response: httpx.Response) -> PartnerError:
    """The error an answer stands for, with the partner's own code, field and words when it gave them."""
    said: Json = {}
    try:
        said = response.json().get("error") or {}
    except (ValueError, AttributeError):
        said = {}
    if not isinstance(said, dict):
        said = {}
    code = str(said.get("code") or response.status_code)
    message = str(said.get("message") or f"HTTP {response.status_code}")[:LONGEST_MESSAGE]
    if field := said.get("field"):
        message = f"{field}: {message}"
    temporary = response.status_code >= 500 or response.status_code in TRY_AGAIN
    return Temporary(message, code=code) if temporary else Permanent(message, code=code)
