"""Which facts of an order's story are brought to the buyer, and under which subject.

The sentence is the buyer's own of ``timeline``: what a message says and what the order page says cannot
differ. ``next`` tells what comes or what to do. What is not essential may be turned off by the buyer.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """``subject`` takes %(number)s, the order's number. ``following`` is a sentence or nothing."""

    subject: str
    following: str = ""
    essential: bool = True


NOTICES: Final = {
    "order_confirmed": NoticeWords(
        _("Order %(number)s is confirmed"), _("We tell you as soon as it is on its way.")
    ),
    "order_revived": NoticeWords(_("Order %(number)s goes on")),
    "order_expired": NoticeWords(
        _("Order %(number)s was cancelled: no payment"),
        _("The goods are still in the shop if you want them."),
    ),
    "order_cancelled": NoticeWords(_("Order %(number)s was cancelled")),
    "consignment_cancelled": NoticeWords(_("A part of order %(number)s was cancelled")),
    "refunded": NoticeWords(_("Money back for order %(number)s"), _("Banks need up to five working days.")),
    "purchase_made": NoticeWords(_("The goods of order %(number)s have been bought")),
    "purchase_price_raised": NoticeWords(
        _("Order %(number)s: the shop asks a higher price"), _("Decide on the order page.")
    ),
    "purchase_not_found": NoticeWords(_("Order %(number)s: the goods could not be bought")),
    "purchase_expired": NoticeWords(_("Order %(number)s: the goods could not be bought")),
    "balance_due": NoticeWords(
        _("Order %(number)s: please pay the balance"), _("Pay on the order page; then it is sent.")
    ),
    "balance_reminder": NoticeWords(
        _("Order %(number)s: the balance is due tomorrow"),
        _("Without it the order is cancelled."),
    ),
    "deposit_forfeited": NoticeWords(_("Order %(number)s: a part of the deposit is kept")),
    "shipment_dispatched": NoticeWords(_("Order %(number)s is on its way")),
    "dropship_shipped": NoticeWords(_("Order %(number)s is on its way")),
    "declaration_query": NoticeWords(_("Customs has a question about order %(number)s"), essential=False),
    "declaration_inspection": NoticeWords(_("Customs looks at order %(number)s"), essential=False),
    "shipment_delivered": NoticeWords(
        _("Order %(number)s was delivered"), _("Please confirm on the order page that everything is right."),
        essential=False,
    ),
    "shipment_returned": NoticeWords(_("A parcel of order %(number)s came back to us")),
}  # fmt: skip

GREETING: Final = _("Hello %(name)s,")
ORDER_PAGE: Final = _("Your order page: %(link)s")
