"""A customs port (the authority's system, or a broker's): takes declarations, answers later."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from entrepot.domain.money import Money
from entrepot.domain.ports.carriers import Address

ReplyKind = Literal["accepted", "query", "inspection", "released", "rejected"]


@dataclass(frozen=True, slots=True)
class DeclaredItem:
    """One goods item; weights in grams, the value in the declaration's currency."""

    line: int
    description: str
    hs_code: str
    origin_country: str
    quantity: int
    net_weight_g: int
    value: Money


@dataclass(frozen=True, slots=True)
class DeclarationMessage:
    """A declaration as a value. ``key`` names this submission; sending it twice changes nothing."""

    key: str
    reference: str
    procedure: str
    port: str
    direction: Literal["export", "import"]
    order_number: str
    payment_reference: str
    tracking_number: str
    exporter: Address
    importer: Address
    importer_id: str
    incoterm: str
    items: tuple[DeclaredItem, ...]
    freight: Money
    insurance: Money
    duty: Money
    tax: Money
    gross_weight_g: int
    identifiers: tuple[tuple[str, str], ...] = ()
    answer_to_query: str = ""


@dataclass(frozen=True, slots=True)
class CustomsReply:
    """What the authority says. ``query`` and ``rejected`` say why and what is missing."""

    id: str
    reference: str
    kind: ReplyKind
    at: datetime
    message: str = ""
    code: str = ""
    field: str = ""
    authority_reference: str = ""


class CustomsGateway(Protocol):
    """``Temporary`` and ``Permanent`` are the only errors its methods raise."""

    code: str

    def submit(self, message: DeclarationMessage) -> str:
        """Send; returns the authority's receipt number. The decision comes later."""

    def replies(self, reference: str) -> list[CustomsReply]:
        """All replies so far, oldest first, for a port that is polled."""

    def parse_webhook(self, headers: dict[str, str], body: bytes) -> list[CustomsReply]:
        """Check the signature and read the replies. ``Permanent`` for a forgery or garbage."""
