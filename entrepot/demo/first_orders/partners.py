"""What a buyer does on the payment provider's page, and what simulated partners are asked to let happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class SimulatedPartners:
    """The addresses of the three simulators. Calls raise ``httpx.HTTPError`` when one does not answer."""

    payment: str
    customs: str
    carrier: str

    def pay(self, reference: str) -> None:
        """Pay what the provider knows as ``reference``; doing it again is harmless."""
        _post(f"{self.payment}/control/pay/{reference}", {"outcome": "pay"})

    def next_declaration(self, outcome: str) -> None:
        """Customs answers the next declaration with ``outcome``: ``query``, ``inspection``, ``reject`` ..."""
        _post(f"{self.customs}/control/next", {"outcome": outcome})

    def next_parcel(self, outcome: str) -> None:
        """The next parcel handed over meets ``outcome``: ``delay``, ``damage``, ``stall_abroad`` ..."""
        _post(f"{self.carrier}/control/next", {"outcome": outcome})


def _post(address: str, body: Mapping[str, Any]) -> None:
    httpx.post(address, json=body, timeout=PATIENCE_SECONDS).raise_for_status()
