"""What goes in and out of the API. Amounts are decimal strings beside their currency.

What is read from rows by their attributes is a ``Schema``; plain models are several times quicker to make.
"""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field

from entrepot.apps.checkout.queries import LandedFrom
from entrepot.apps.checkout.words import why_blocked
from entrepot.domain.duties import ImporterKind
from entrepot.domain.money import Money

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["GB"])]
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["GBP"])]
MaybeCurrency = Annotated[str, Field(pattern=r"^([A-Z]{3})?$", examples=["GBP"])]
MaybeCountry = Annotated[str, Field(pattern=r"^([A-Z]{2})?$", examples=["FR"])]
Printable = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$")]
Quantity = Annotated[int, Field(ge=0, le=9999, strict=True)]


class Strict(Schema):
    """Input: a field we do not know is an error, never ignored."""

    model_config = ConfigDict(extra="forbid")


class MoneyOut(BaseModel):
    amount: str = Field(examples=["19.90"])
    currency: str

    @classmethod
    def of(cls, money: Money) -> "MoneyOut":
        return cls(amount=f"{money.rounded().amount:f}", currency=money.currency)


class CategoryOut(BaseModel):
    slug: str
    parent: str
    name: str
    products: int


class LandedFromOut(BaseModel):
    """The least that one piece costs at a door of the country asked for, duty and tax with it.

    ``status``: ``complete``, ``estimate``, ``partial`` (charges not known are not in it) or ``blocked``: not
    sold there, ``reason`` says why and there is no ``price``.
    """

    price: MoneyOut | None
    status: str
    in_stock: bool
    due_later: bool
    reason: str

    @classmethod
    def of(cls, found: LandedFrom) -> "LandedFromOut":
        return cls(
            price=MoneyOut.of(found.landed) if found.is_sold else None, status=found.status,
            in_stock=found.is_in_stock, due_later=found.due_later,
            reason=why_blocked(found.reason, dict(found.facts)) if found.reason else "",
        )  # fmt: skip


class CardOut(BaseModel):
    slug: str
    name: str
    brand: str
    category: str
    from_price: MoneyOut
    ships_from: str
    classified: bool
    landed_from: LandedFromOut | None = None


class PageOut(BaseModel):
    """``corrected`` is what was searched instead of a misspelt query."""

    products: list[CardOut]
    total: int
    page: int
    pages: int
    corrected: str | None = None


class VariantOut(BaseModel):
    id: int
    sku: str
    options: dict[str, Any]
    price: MoneyOut
    hs6: str
    hs_confidence: str
    origin_country: str
    net_weight_g: int
    available: int
    stock_as_of: datetime | None


class ProductOut(BaseModel):
    slug: str
    name: str
    description: str
    brand: str
    ships_from: str
    variants: list[VariantOut]


class LineIn(Strict):
    """``quantity`` 0 removes the line."""

    sku: Printable = Field(max_length=40)
    quantity: Quantity


class CartIn(Strict):
    """``lines`` may come with the cart: the same as adding them one after another."""

    country: CountryCode
    currency: MaybeCurrency = ""
    lines: list[LineIn] = Field([], max_length=100)


class CartLineOut(BaseModel):
    sku: str
    name: str
    quantity: int
    unit_price: MoneyOut | None
    line_total: MoneyOut | None
    available: int
    ships_from: list[str]
    blocked: str
    why_blocked: str


class CartOut(BaseModel):
    id: UUID
    country: str
    currency: str
    lines: list[CartLineOut]
    subtotal: MoneyOut


class AddressIn(Strict):
    name: str = Field(max_length=120)
    line1: str = Field(max_length=200)
    city: str = Field(max_length=100)
    country: CountryCode
    postcode: str = Field("", max_length=20)
    line2: str = Field("", max_length=200)
    region: str = Field("", max_length=100)
    company: str = Field("", max_length=120)
    phone: str = Field("", max_length=40)


class QuoteIn(Strict):
    """``choices`` maps a warehouse to one of the lanes offered for what it sends, and ``*`` to one of the
    kinds of plan offered as a whole (``recommended``, ``cheapest``, ``fastest``, ``fewest``). Lines that
    could only come after ``needed_by`` are blocked with the earliest day. A ``business`` imports under its
    own number, is named in ``address.company``, and is offered freight."""

    address: AddressIn
    importer_id: str = Field("", max_length=40)
    importer_kind: ImporterKind = ImporterKind.PRIVATE
    choices: dict[str, str] = {}
    needed_by: date | None = None


class QuoteOut(BaseModel):
    """``plan`` is the frozen document: consignments with charges that explain themselves, totals, gaps."""

    id: UUID
    expires_at: datetime
    currency: str
    total: MoneyOut
    status: str
    plan: dict[str, Any]


class OrderIn(Strict):
    """``accept_unknown_charges`` is needed when the quote's status is ``partial``."""

    quote_id: UUID
    email: str = Field(max_length=254)
    accept_unknown_charges: bool = False


class OrderLineOut(BaseModel):
    sku: str
    quantity: int
    unit_price: MoneyOut
    line_total: MoneyOut
    hs_code: str
    origin_country: str


class ChargeOut(BaseModel):
    consignment: int
    kind: str
    label: str
    amount: MoneyOut
    due: str
    explanation: dict[str, Any]


class ParcelOut(BaseModel):
    carrier: str
    tracking_number: str
    status: str
    last_event_at: datetime | None


class ArrivalOut(Schema):
    """The window in which 8 of 10 such parcels arrive. ``basis``: parcels of the lane, of its mode, or what
    the lane is set up with; ``samples``: how many parcels it rests on. ``verdict`` is about the promise."""

    first: date
    last: date
    basis: str
    samples: int
    verdict: str


class ConsignmentOut(BaseModel):
    position: int
    mode: str
    ships_from: str
    incoterm: str
    promised_from: date
    promised_to: date
    arrival: ArrivalOut | None
    parcels: list[ParcelOut]


class PaymentPlanOut(BaseModel):
    """How the ``consignments`` (positions) that are bought after the order was placed are paid: ``deposit``
    with the first payment, as all else of the order (``at_once``), ``balance`` with a second one, once they
    are bought, until ``balance_due_at``. ``status``: awaiting_deposit, awaiting_purchase, balance_due,
    settled, ended."""

    status: str
    consignments: list[int]
    at_once: MoneyOut
    deposit: MoneyOut
    balance: MoneyOut
    balance_due_at: datetime | None


class OrderOut(BaseModel):
    """``payment_plan`` is null for an order that is paid at once."""

    number: str
    status: str
    placed_at: datetime
    pay_by: datetime
    goods: MoneyOut
    shipping: MoneyOut
    duty: MoneyOut
    tax: MoneyOut
    fees: MoneyOut
    total: MoneyOut
    due_on_delivery: MoneyOut
    lines: list[OrderLineOut]
    charges: list[ChargeOut]
    consignments: list[ConsignmentOut]
    payment_plan: PaymentPlanOut | None


class PaymentIn(Strict):
    return_url: str = Field("", max_length=500)


class PaymentOut(BaseModel):
    id: UUID
    status: str
    amount: MoneyOut
    redirect_url: str


class EventOut(BaseModel):
    at: datetime
    kind: str
    text: str


class TrackingEventOut(Schema):
    at: datetime
    status: str
    leg: str
    reason: str
    description: str
    location: str


class NextLegOut(BaseModel):
    """What comes next: line_haul, customs, last_mile or door. Nine of ten like parcels had come there by
    ``usually_by``; ``null`` while too few are known."""

    leg: str
    usually_by: datetime | None


class TrackedParcelOut(BaseModel):
    carrier: str
    tracking_number: str
    status: str
    next: NextLegOut | None
    events: list[TrackingEventOut]
