"""Words of the console for codes that it shows."""

from typing import Final

from django.utils.translation import gettext_noop as _

ROLE_WORDS: Final = {
    "operator": _("Ours"),
    "buyer": _("Buyer"),
    "supplier": _("Supplier"),
    "customs": _("Customs"),
    "carrier": _("Carrier"),
    "nobody": _("Nobody"),
}

PARTS: Final = {
    "goods": _("Goods"),
    "shipping": _("Shipping"),
    "duty": _("Duty"),
    "tax": _("Tax"),
    "fee": _("Fees"),
}

CLEARANCES: Final = {
    "not_needed": _("No customs"),
    "pending": _("Customs pending"),
    "held": _("Held by customs"),
    "released": _("Customs released"),
    "rejected": _("Rejected by customs"),
}

ORDER_TABS: Final = (
    ("", _("All")),
    ("ours", _("Our move")),
    ("in_work", _("In work")),
    ("with_suppliers", _("With suppliers")),
    ("awaiting_payment", _("Awaiting payment")),
    ("confirmed", _("Confirmed")),
    ("in_fulfilment", _("Being prepared")),
    ("shipped", _("Shipped")),
    ("delivered", _("Delivered")),
    ("completed", _("Completed")),
    ("cancelled", _("Cancelled")),
)
