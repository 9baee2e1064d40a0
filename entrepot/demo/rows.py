"""The rows of the demonstration data, as plain frozen values.

Weights are whole grams, lengths whole millimetres, prices decimals in the currency named beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DemoCategory:
    """A shop category; `parent` is the slug of the one above, empty at the top."""

    slug: str
    parent: str
    position: int
    name_en: str
    name_zh: str
    icon: str
    dangerous_goods_check: str


@dataclass(frozen=True, slots=True)
class RetailArticle:
    """A real article of the British gift retailer.

    `hs6` is empty when the rules could not be sure (`hs_confidence` "none"). `name_zh` is empty where the
    glossary does not cover the name. `dangerous_goods` is empty, a UN number, or "check:"
    and what to look into.
    """

    sku: str
    name_en: str
    name_zh: str
    category: str
    hs6: str
    hs_confidence: str
    hs_rule: str
    material: str
    weight_g: int
    weight_basis: str
    price: Decimal
    currency: str
    units_sold: int
    invoices: int
    origin_country: str
    origin_basis: str
    dangerous_goods: str


@dataclass(frozen=True, slots=True)
class CrossBorderArticle:
    """One hand-made article to sell, a variant of `product_code`; options are empty when it has none.

    `national_codes` holds 8-digit codes by country or union ("EU", "CN") where they are sure. `stock` is
    units by warehouse code. `supplier_code` is empty for own goods.
    """

    product_code: str
    sku: str
    option_size: str
    option_colour: str
    option_colour_zh: str
    name_en: str
    name_zh: str
    description_en: str
    description_zh: str
    brand: str
    brand_zh: str
    category: str
    hs6: str
    hs_confidence: str
    national_codes: Mapping[str, str]
    origin_country: str
    net_weight_g: int
    gross_weight_g: int
    length_mm: int
    width_mm: int
    height_mm: int
    price: Decimal
    currency: str
    attributes: Mapping[str, object]
    dangerous_goods: str
    supplier_code: str
    stock: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DemoSupplier:
    """An invented supplier and its agreement; `commission` is a fraction, `ack_hours` the time to answer."""

    code: str
    name_en: str
    name_zh: str
    country: str
    city_en: str
    city_zh: str
    contact_email: str
    currency: str
    lead_days: int
    ack_hours: int
    min_order_value: Decimal
    payment_terms_days: int
    commission: Decimal
    agreement_from: date
    agreement_until: date
    agreement_en: str
    agreement_zh: str


@dataclass(frozen=True, slots=True)
class DemoWarehouse:
    """A place goods leave from; kind: own, origin_hub, bonded, overseas, store, supplier (with its code)."""

    code: str
    name_en: str
    name_zh: str
    country: str
    city_en: str
    city_zh: str
    postcode: str
    kind: str
    timezone: str
    supplier_code: str
    address_en: str


@dataclass(frozen=True, slots=True)
class SalesLine:
    """One line of the sales history; a return has kind "return" and a negative quantity.

    `placed_at` is in London time; `customer` is the retailer's number, empty when unknown.
    """

    invoice: str
    kind: str
    sku: str
    quantity: int
    unit_price_gbp: Decimal
    placed_at: datetime
    country: str
    customer: str


@dataclass(frozen=True, slots=True)
class ReplayLine:
    """Units of one article at one price."""

    sku: str
    quantity: int
    unit_price_gbp: Decimal


@dataclass(frozen=True, slots=True)
class ReplayInvoice:
    """A whole real sale; `carriage_gbp` is the postage it was charged.

    Replayed, it is sent as the buyer chooses at checkout (`choices`: a lane by warehouse). What it wants is
    received beforehand in `stocked_in`; without one what lies in the shop has to do. `business` is the number
    of the company that buys and imports; without one a person does.
    """

    invoice: str
    country: str
    customer: str
    placed_at: datetime
    carriage_gbp: Decimal
    lines: tuple[ReplayLine, ...]
    choices: Mapping[str, str] = field(default_factory=dict)
    stocked_in: str = "GB-CVT"
    business: str = ""
