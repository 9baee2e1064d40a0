"""Which carrier is reached through karrio, and how we prove who we are."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KarrioSettings:
    """``carrier`` is karrio's name (``dhl_express``, ``ups``), ``credentials`` what its settings ask for:
    ``site_id`` and ``password`` of DHL Express, ``client_id`` and ``client_secret`` of UPS.

    ``account_number`` pays the freight. ``commercial_invoice`` lets the carrier know that an invoice goes
    with the goods, ``paperless`` that it is sent to customs electronically: nothing of either is asked of the
    carrier unless it is chosen here.
    """

    carrier: str
    credentials: Mapping[str, str] = field(repr=False)
    account_number: str
    account_country: str
    test_mode: bool = True
    commercial_invoice: bool = True
    paperless: bool = False
