"""What a buyer does on the payment provider's page, and what simulated partners are asked to let happen."""

import json
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class SimulatedPartners:
    """The addresses of three simulators. Calls raise ``urllib.error.URLError`` when one does not answer."""

    payment: str
    customs: str
    carrier: str

    @classmethod
    def among(cls, addresses: Mapping[str, str]) -> "SimulatedPartners":
        """Those three of all simulators by name."""
        return cls(addresses["payment"], addresses["customs"], addresses["carrier"])

    def pay(self, reference: str) -> None:
        """Pay what the provider knows as ``reference``; doing it again is harmless."""
        _post(f"{self.payment}/control/pay/{reference}", "pay")

    def next_declaration(self, outcome: str) -> None:
        """Customs answers the next declaration with ``outcome``: ``query``, ``inspection``, ``reject`` ..."""
        _post(f"{self.customs}/control/next", outcome)

    def next_parcel(self, outcome: str) -> None:
        """The next parcel handed over meets ``outcome``: ``delay``, ``damage``, ``stall_abroad`` ..."""
        _post(f"{self.carrier}/control/next", outcome)


def _post(address: str, outcome: str) -> None:
    body = json.dumps({"outcome": outcome}).encode()
    request = urllib.request.Request(address, data=body, headers={"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
        answer.read()
