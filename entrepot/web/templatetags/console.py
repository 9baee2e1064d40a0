"""Template tags of the two consoles."""

import json
from decimal import Decimal
from typing import Any, Final

from babel.numbers import format_decimal
from django import template
from django.utils.translation import get_language, gettext, gettext_noop, to_locale

from entrepot.apps.fulfilment.models import Parcel
from entrepot.apps.fulfilment.queries.pick_ups import shown_number
from entrepot.apps.lanes.queries import mode_name
from entrepot.domain.money import Money

register = template.Library()
register.filter("mode_name", mode_name)


@register.filter
def number_shown(parcel: Parcel) -> str:
    """The parcel's number as operators may read it: of a secret pick-up code only the end."""
    return shown_number(parcel.carrier, parcel.tracking_number)


ACCOUNTS: Final = {
    "psp_clearing": gettext_noop("Owed by payment providers"),
    "sales_goods": gettext_noop("Sales of goods"),
    "sales_shipping": gettext_noop("Shipping charged"),
    "duty_payable": gettext_noop("Duty owed to customs"),
    "tax_payable": gettext_noop("Tax owed to authorities"),
    "fees": gettext_noop("Fees charged"),
    "refunds_goods": gettext_noop("Goods refunded"),
    "refunds_shipping": gettext_noop("Shipping refunded"),
    "supplier_payable": gettext_noop("Owed to suppliers"),
    "cost_of_dropship": gettext_noop("Cost of dropship goods"),
    "customer_deposits": gettext_noop("Deposits of customers"),
    "deposits_forfeited": gettext_noop("Deposits kept"),
    "payment_differences": gettext_noop("Differences in payments"),
    "storage_costs": gettext_noop("Storage"),
    "storage_payable": gettext_noop("Owed to warehouses"),
    "write_downs": gettext_noop("Stock written down"),
    "stock_allowance": gettext_noop("Allowance for stock"),
    "freight_costs": gettext_noop("Freight"),
    "freight_accrued": gettext_noop("Freight not billed yet"),
    "carrier_payable": gettext_noop("Owed to carriers"),
    "carrier_claims": gettext_noop("Contested with carriers"),
    "duty_differences": gettext_noop("Duty and tax other than quoted"),
    "claims_receivable": gettext_noop("Claimed from carriers"),
    "claims_deferred": gettext_noop("Claimed and not paid yet"),
    "claims_recovered": gettext_noop("Paid by carriers for lost and damaged goods"),
    "bank": gettext_noop("Bank"),
    "capture": gettext_noop("Payment received"),
    "refund": gettext_noop("Refund paid"),
    "settlement": gettext_noop("Deposit and balance settled"),
    "forfeit": gettext_noop("Deposit kept"),
    "storage": gettext_noop("Storage charged"),
    "write_down": gettext_noop("Stock written down"),
    "freight_accrual": gettext_noop("Freight as agreed"),
    "carrier_bill": gettext_noop("Billed by a carrier"),
    "claim": gettext_noop("Claim for a lost or damaged parcel"),
    "carrier_claim": gettext_noop("Dispute with a carrier settled"),
}

MOVEMENTS: Final = {
    "receive": gettext_noop("Received"),
    "ship": gettext_noop("Shipped"),
    "return": gettext_noop("Came back"),
    "count": gettext_noop("Counted"),
    "sync": gettext_noop("Reported by the supplier"),
    "transfer": gettext_noop("Transferred"),
    "block": gettext_noop("Blocked"),
    "scrap": gettext_noop("Scrapped"),
}

WAREHOUSE_KINDS: Final = {
    "own": gettext_noop("Our own"),
    "overseas": gettext_noop("Overseas"),
    "bonded": gettext_noop("Bonded"),
    "store": gettext_noop("A shop to collect from"),
    "supplier": gettext_noop("A supplier's"),
    "buyer": gettext_noop("A buyer abroad's"),
}

INBOUND_WORDS: Final = {
    "sea": gettext_noop("Sea"),
    "air": gettext_noop("Air"),
    "rail": gettext_noop("Rail"),
    "road": gettext_noop("Road"),
    "freight": gettext_noop("Freight"),
    "duty": gettext_noop("Duty"),
    "import_tax": gettext_noop("Import tax"),
    "handling": gettext_noop("Handling"),
    "insurance": gettext_noop("Insurance"),
    "other": gettext_noop("Other"),
    "value": gettext_noop("Value"),
    "weight": gettext_noop("Weight"),
    "volume": gettext_noop("Volume"),
    "short": gettext_noop("Short"),
    "over": gettext_noop("Over"),
    "damaged": gettext_noop("Damaged"),
}

BONDED_WORDS: Final = {
    "in": gettext_noop("In"),
    "out": gettext_noop("Declared out"),
    "return": gettext_noop("Returned"),
    "adjust": gettext_noop("Adjusted"),
    "transfer": gettext_noop("Transferred"),
}

# Codes that are numbers of a customs law (9610, H7) stay as they are.
PROCEDURES: Final = {
    "standard": gettext_noop("Standard declaration"),
    "low_value_export": gettext_noop("Export of low value"),
    "personal_articles": gettext_noop("Personal articles"),
    "bulk_low_value": gettext_noop("Bulk import of low value"),
    "type_01": gettext_noop("Formal entry (type 01)"),
    "type_11": gettext_noop("Informal entry (type 11)"),
    "SAC": gettext_noop("Self-assessed clearance (SAC)"),
}

MESSAGES: Final = {
    "declaration": gettext_noop("Declaration"),
    "accepted": gettext_noop("Accepted"),
    "query": gettext_noop("Question from customs"),
    "inspection": gettext_noop("Under inspection"),
    "released": gettext_noop("Released"),
    "rejected": gettext_noop("Rejected"),
}

SOURCES: Final = {
    "web": gettext_noop("Shop"),
    "api": gettext_noop("Partner program"),
    "payment": gettext_noop("Payment provider"),
    "customs": gettext_noop("Customs"),
    "carrier": gettext_noop("Carrier"),
    "channel": gettext_noop("Marketplace"),
    "demo": gettext_noop("Demo shop"),
}


@register.filter
def pretty_json(value: Any) -> str:
    """A message word for word, indented for reading."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


@register.filter
def without_sign(value: Money) -> Money:
    """The amount of a credit, which stands in its own column."""
    return Money(abs(value.amount), value.currency)


@register.filter
def figure(value: Decimal) -> str:
    """An amount without sign and currency, for columns that have both in their heads."""
    return format_decimal(abs(value), format="#,##0.00##", locale=to_locale(get_language() or "en"))


@register.filter
def account_name(code: str) -> str:
    """An account of the books, or a kind of entry, in words."""
    return gettext(ACCOUNTS[code]) if code in ACCOUNTS else code.replace("_", " ").capitalize()


@register.filter
def procedure_name(code: str) -> str:
    """A customs procedure in words."""
    return gettext(PROCEDURES[code]) if code in PROCEDURES else code


@register.filter
def message_name(kind: str) -> str:
    """What a message to or from customs is, in words."""
    return gettext(MESSAGES[kind]) if kind in MESSAGES else kind


@register.filter
def source_name(code: str) -> str:
    """Where an order came from, or which kind of partner a simulator plays."""
    return gettext(SOURCES[code]) if code in SOURCES else code


@register.filter
def movement_word(kind: str) -> str:
    """Why stock changed, in words."""
    return gettext(MOVEMENTS[kind]) if kind in MOVEMENTS else kind


@register.filter
def warehouse_kind(code: str) -> str:
    """Whose warehouse it is, in words."""
    return gettext(WAREHOUSE_KINDS[code]) if code in WAREHOUSE_KINDS else code


@register.filter
def inbound_word(code: str) -> str:
    """A mode of carriage, kind of cost, basis of sharing or kind of difference, in words."""
    return gettext(INBOUND_WORDS[code]) if code in INBOUND_WORDS else code


@register.filter
def bonded_word(code: str) -> str:
    """A kind of entry in a bonded account book, in words."""
    return gettext(BONDED_WORDS[code]) if code in BONDED_WORDS else code


@register.filter
def order_number(reference: str) -> str:
    """``order:ET-100001`` as ``ET-100001``."""
    return reference.partition(":")[2] or reference


LEGS: Final = {
    "house": gettext_noop("In the house"),
    "first_mile": gettext_noop("First mile"),
    "line_haul": gettext_noop("Line haul"),
    "customs": gettext_noop("Customs"),
    "last_mile": gettext_noop("Last mile"),
    "pick_up": gettext_noop("At the pick-up point"),
}
HOURS_A_DAY: Final = 24


@register.filter
def leg_name(code: str) -> str:
    """A leg of the way, or where a parcel waits before and after it."""
    return gettext(LEGS.get(code, code))


@register.filter
def days_of_hours(hours: int | None) -> str:
    """Hours as days with one decimal: 100 is 4.2 days; a dash for none."""
    if hours is None:
        return "–"
    days = format_decimal(
        Decimal(hours) / HOURS_A_DAY, format="0.0", locale=to_locale(get_language() or "en")
    )
    return gettext("%(days)s days") % {"days": days}


@register.filter
def later_or_sooner(hours: int | None) -> str:
    """A difference of hours in days: 24 is "1.0 days later", -24 "1.0 days sooner"; a dash for none."""
    if not hours:
        return "–" if hours is None else gettext("as before")
    told = {"days": days_of_hours(abs(hours))}
    return gettext("%(days)s later") % told if hours > 0 else gettext("%(days)s sooner") % told
