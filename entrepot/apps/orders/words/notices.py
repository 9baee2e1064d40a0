"""Which facts of an order's story are brought to the buyer, and under which subject.

The sentence is the buyer's own of ``timeline``: what a message says and what the order page says cannot
differ. ``following`` tells what comes or what to do. What is not essential may be turned off by the buyer.
A kind with a dot is one state of it: ``tracking.out_for_delivery`` of ``tracking``.
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
    "consignment_rerouted": NoticeWords(_("A part of order %(number)s comes another way"), essential=False),
    "refunded": NoticeWords(_("Money back for order %(number)s"), _("Banks need up to five working days.")),
    "deposit_received": NoticeWords(
        _("Order %(number)s: your deposit arrived"), _("We tell you as soon as the goods are bought.")
    ),
    "stock_and_deposit_paid": NoticeWords(
        _("Order %(number)s is confirmed"),
        _("We tell you as soon as it is on its way, and when the rest is bought."),
    ),
    "purchase_made": NoticeWords(_("The goods of order %(number)s have been bought")),
    "purchase_price_raised": NoticeWords(
        _("Order %(number)s: the shop asks a higher price"), _("Decide on the order page.")
    ),
    "purchase_not_found": NoticeWords(_("Order %(number)s: the goods could not be bought")),
    "purchase_expired": NoticeWords(_("Order %(number)s: the goods could not be bought")),
    "payment_rest_due": NoticeWords(
        _("Order %(number)s: a part of your payment is missing"),
        _("Pay it on the order page; without it the order is cancelled and your money comes back."),
    ),
    "balance_due": NoticeWords(
        _("Order %(number)s: please pay the balance"), _("Pay on the order page; then it is sent.")
    ),
    "balance_reminder": NoticeWords(
        _("Order %(number)s: the balance is due tomorrow"),
        _("Without it the goods that it is for are cancelled."),
    ),
    "balance_not_paid": NoticeWords(_("A part of order %(number)s was cancelled")),
    "deposit_forfeited": NoticeWords(_("Order %(number)s: a part of the deposit is kept")),
    "parcel_given_up": NoticeWords(
        _("Order %(number)s: a parcel cannot be delivered"),
        _("We return the money or send the goods again, and tell you which."),
    ),
    "shipment_dispatched": NoticeWords(_("Order %(number)s is on its way")),
    "dropship_shipped": NoticeWords(_("Order %(number)s is on its way")),
    "declaration_query": NoticeWords(_("Customs has a question about order %(number)s"), essential=False),
    "declaration_inspection": NoticeWords(_("Customs looks at order %(number)s"), essential=False),
    "shipment_delivered": NoticeWords(
        _("Order %(number)s was delivered"), _("Please confirm on the order page that everything is right."),
        essential=False,
    ),
    "tracking.out_for_delivery": NoticeWords(
        _("Order %(number)s is out for delivery"), _("Please see that somebody is there."), essential=False
    ),
    "tracking.available_for_pickup": NoticeWords(
        _("Order %(number)s is ready to be picked up"),
        _("Please collect it soon: what nobody collects goes back after some days."),
    ),
    "tracking.attempt_fail": NoticeWords(
        _("Order %(number)s: the carrier could not deliver"),
        _("It tries again, or leaves the parcel at a pick-up point; the order page follows it."),
        essential=False,
    ),
    "tracking.exception": NoticeWords(
        _("Order %(number)s: a parcel is in trouble"),
        _("We see to it. The order page tells how it goes on and what you can choose."),
    ),
    "number_changed": NoticeWords(_("A new parcel number for order %(number)s"), essential=False),
    "promise_will_break": NoticeWords(
        _("Order %(number)s will come later than promised"), _("Tell us your choice on the order page.")
    ),
    "promise_broken": NoticeWords(
        _("Order %(number)s is late"), _("Tell us your choice on the order page.")
    ),
    "reroute_proposed": NoticeWords(
        _("Order %(number)s: may it come another way?"), _("Tell us your choice on the order page.")
    ),
    "customs_asks_buyer": NoticeWords(
        _("Customs needs something from you for order %(number)s"),
        _("Please answer on the order page; the parcel waits for it."),
    ),
    "shop_asks_buyer": NoticeWords(
        _("We need something from you for order %(number)s"),
        _("Please answer on the order page; the order waits for it."),
    ),
    "shipment_returned": NoticeWords(_("A parcel of order %(number)s came back to us")),
}  # fmt: skip

GREETING: Final = _("Hello %(name)s,")
ORDER_PAGE: Final = _("Your order page: %(link)s")
