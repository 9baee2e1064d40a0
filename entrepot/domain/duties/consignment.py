"""What is sent, from where, to whom and when: the input of the duty engine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from entrepot.domain.duties.rates import DutyRate
from entrepot.domain.geography import Place

Attribute = Decimal | str | bool


class Channel(StrEnum):
    """How the goods meet the border."""

    POST = "post"
    COURIER = "courier"
    FREIGHT = "freight"


class Incoterm(StrEnum):
    """Who settles import charges: ``DDP`` at checkout, ``DAP`` on delivery."""

    DDP = "DDP"
    DAP = "DAP"


class Purpose(StrEnum):
    """Why the goods move; gifts between private people have reliefs of their own."""

    SALE = "sale"
    GIFT = "gift"


class Declaration(StrEnum):
    """``simplified``: the reduced set of low values (H7 in the Union); ``standard``: the full one (H1)."""

    SIMPLIFIED = "simplified"
    STANDARD = "standard"


class ImporterKind(StrEnum):
    PRIVATE = "private"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates that may select a rule. Every one not given equals ``as_of``."""

    as_of: date
    sale: date | None = None
    export: date | None = None
    entry: date | None = None
    acceptance: date | None = None
    registration: date | None = None

    def on(self, kind: str) -> date:
        """The date called ``kind`` (``sale``, ``export``, ``entry``, ``acceptance``, ``registration``)."""
        chosen: date | None = getattr(self, kind)
        return chosen or self.as_of


@dataclass(frozen=True, slots=True)
class Seller:
    """``registrations`` maps a scheme (``gb_vat``, ``ioss``, ``au_gst``, ``cn_cbec``) to its number."""

    registrations: Mapping[str, str] = field(default_factory=dict)
    country: str = ""


@dataclass(frozen=True, slots=True)
class Importer:
    """The buyer as customs sees them.

    What this person already imported, in the currency of the destination: ``used_today`` where parcels of
    one day are added up, ``used_this_year`` (calendar year) under a scheme with a personal quota.
    ``parcels_this_half_year`` counts those already let in free where their number is limited.
    """

    kind: ImporterKind = ImporterKind.PRIVATE
    id: str = ""
    used_this_year: Decimal = Decimal(0)
    used_today: Decimal = Decimal(0)
    parcels_this_half_year: int = 0

    def used(self, period: str) -> Decimal:
        """What was used ``today`` or ``this_year``."""
        return self.used_today if period == "today" else self.used_this_year


@dataclass(frozen=True, slots=True)
class FxRate:
    """One ``base`` buys ``rate`` ``quote``, published by ``source`` on ``on``."""

    base: str
    quote: str
    rate: Decimal
    source: str
    on: date

    def __post_init__(self) -> None:
        if not self.rate.is_finite() or self.rate <= 0:
            raise ValueError(f"an exchange rate is positive: {self.base}/{self.quote} {self.rate}")


@dataclass(frozen=True, slots=True)
class Preference:
    """A claim of preferential duty: the ``agreement`` by name or programme (empty: any that covers the
    origin) and the ``proof`` of origin in hand (empty: none)."""

    agreement: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Goods of one kind. ``unit_value`` is net of tax, in the consignment's currency, before discount.

    ``net_weight_g`` is of one piece. ``hs`` is digits only (6 to 13 of them) or empty when the goods
    are not classified. ``attributes`` are facts that law asks for: ``childrens``, ``proof_of_origin``
    (bool), ``net_content_ml``, ``net_content_g``, ``pieces``, ``litre`` (of one piece).
    ``tariff`` replaces the tariff table for this line, and is reported when it does. ``preference`` claims
    the lower duty of an agreement; the attribute ``proof_of_origin`` claims any with proof.
    """

    id: str
    hs: str
    origin: str
    quantity: Decimal
    unit_value: Decimal
    description: str = ""
    unit: str = "item"
    net_weight_g: int = 0
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    tariff: DutyRate | None = None
    preference: Preference | None = None

    def __post_init__(self) -> None:
        if self.hs and not (self.hs.isascii() and self.hs.isdigit() and 6 <= len(self.hs) <= 13):
            raise ValueError(f"line {self.id}: an HS code is 6 to 13 digits, got {self.hs!r}")
        if not self.quantity.is_finite() or self.quantity <= 0:
            raise ValueError(f"line {self.id}: quantity must be positive")
        if not self.unit_value.is_finite() or self.unit_value < 0:
            raise ValueError(f"line {self.id}: unit_value must not be negative")
        if self.net_weight_g < 0:
            raise ValueError(f"line {self.id}: net_weight_g must not be negative")

    @property
    def value(self) -> Decimal:
        return self.quantity * self.unit_value

    @property
    def claim(self) -> Preference | None:
        """The preference claimed for this line, however it was claimed."""
        if self.preference is None and self.attributes.get("proof_of_origin"):
            return Preference(proof="proof_of_origin")
        return self.preference


@dataclass(frozen=True, slots=True)
class Consignment:
    """Goods sent together from ``ship_from`` to ``destination``; amounts are in ``currency``.

    ``freight``, ``insurance`` and ``discount`` belong to the whole consignment and are shared over
    the lines in proportion to value. ``insurance`` of ``None`` is not stated: customs of some countries then
    assume one. ``linked_value`` is the value of the same sale's other goods that cross the border to the same
    person in consignments beside this one: a threshold is tested on all of them together, so that a sale
    cut up is charged as one. ``overrides`` replaces one value of one rule for this
    calculation only: ``{"gb.vat.standard.rate": Decimal("0.08")}`` (rule id, dot, value name) or
    ``{"vat.rate": ...}`` for all general rules of a key.
    Raises ``ValueError`` for what cannot exist: no lines, equal line ids, a discount above the goods.
    """

    dates: Dates
    ship_from: Place
    destination: Place
    currency: str
    lines: tuple[Line, ...]
    channel: Channel = Channel.COURIER
    mode: str = "direct_mail"
    incoterm: Incoterm = Incoterm.DDP
    declaration: Declaration = Declaration.SIMPLIFIED
    purpose: Purpose = Purpose.SALE
    seller: Seller = field(default_factory=Seller)
    importer: Importer = field(default_factory=Importer)
    freight: Decimal = Decimal(0)
    insurance: Decimal | None = None
    discount: Decimal = Decimal(0)
    linked_value: Decimal = Decimal(0)
    fx: tuple[FxRate, ...] = ()
    overrides: Mapping[str, Attribute] = field(default_factory=dict)

    @property
    def is_single_piece(self) -> bool:
        """Whether one piece is all that is sold."""
        return len(self.lines) == 1 and self.lines[0].quantity == 1 and not self.linked_value

    def __post_init__(self) -> None:
        if not self.lines:
            raise ValueError("a consignment has at least one line")
        if len({line.id for line in self.lines}) != len(self.lines):
            raise ValueError("line ids must differ")
        if len(self.currency) != 3 or not (self.currency.isascii() and self.currency.isupper()):
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")
        for name in ("linked_value", "freight", "insurance", "discount"):
            amount: Decimal = getattr(self, name) or Decimal(0)
            if not amount.is_finite() or amount < 0:
                raise ValueError(f"{name} must not be negative")
        if self.discount > sum(line.value for line in self.lines):
            raise ValueError("discount must not exceed the value of the goods")
