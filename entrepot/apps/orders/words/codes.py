"""Codes that stand in facts, as people say them."""

from typing import Final

from django.utils.translation import gettext_noop as _

from entrepot.apps.orders.words.carriers import CARRIERS
from entrepot.apps.orders.words.promises import CHOICES, PROBLEMS_REPORTED
from entrepot.apps.orders.words.resolutions import RESOLUTIONS

ACTORS: Final = {
    "buyer": _("Buyer"),
    "operator": _("Shop"),
    "supplier": _("Supplier %(code)s"),
    "partner": _("Partner %(code)s"),
    "carrier": _("Carrier %(code)s"),
    "api": _("Partner program"),
    "system": _("Automatic"),
}

_TRACKING: Final = {
    "pending": _("Waiting for the carrier"),
    "info_received": _("Announced to the carrier"),
    "in_transit": _("On its way"),
    "out_for_delivery": _("Out for delivery"),
    "attempt_fail": _("Delivery attempted"),
    "available_for_pickup": _("Ready to be picked up"),
    "delivered": _("Delivered"),
    "exception": _("Something went wrong on the way"),
    "expired": _("No news from the carrier"),
}

_REASONS: Final = {
    "not_paid_in_time": _("not paid in time"),
    "sold_out_before_payment": _("sold out before the payment arrived"),
    "sold_out": _("the goods were sold before the payment arrived"),
    "order_cancelled": _("the order was cancelled"),
    "balance_not_paid": _("the balance was not paid in time"),
    "not_found": _("the goods could not be bought"),
    "not_bought_in_time": _("the goods were not bought in time"),
    "price_declined": _("the new price was not accepted"),
    "returned_to_bond": _("the goods came back into bond"),
    "paid_too_much": _("more was paid than was due"),
    "parcel_lost": _("the parcel did not arrive"),
    "late_delivery": _("late delivery"),
    "cheaper_way": _("another way that costs less"),
    "would_be_late": _("it would not have come in time, and the buyer asked for it"),
    "not_as_agreed": _("it could not be sent as agreed, and the buyer asked for it"),
    "paid_twice": _("the order had been paid already"),
    "insufficient_funds": _("not enough money on the account"),
    "cancelled_by_buyer": _("cancelled on the payment page"),
    "recipient_absent": _("nobody was there"),
    "address_problem": _("the address is unclear"),
    "refused": _("delivery was refused"),
    "delayed": _("delayed"),
    "customs_hold": _("held by customs"),
    "damaged": _("damaged"),
    "lost": _("lost"),
    "returned_to_sender": _("going back to the sender"),
    "unclaimed": _("nobody collected it"),
    "weather": _("held up by the weather"),
    "misrouted": _("sent the wrong way"),
    "held": _("held by the carrier"),
    "documents_missing": _("papers are missing"),
    "duty_unpaid": _("duty is not paid"),
    "goods_restricted": _("the goods may not enter"),
    "cancelled": _("cancelled"),
    "unknown": _("no reason given"),
}

# The steps of ``domain.tracking.playbook``.
_REMEDIES: Final = {
    "ask_carrier": _("Call the carrier."),
    "claim_and_refund": _("Refund the buyer and claim it from the carrier; a replacement is ordered anew."),
    "arrange_delivery": _("The buyer is asked when somebody is there; tell it to the carrier."),
    "collect_parcel": _("The buyer is asked to collect it."),
    "pay_duty": _("The buyer is asked to pay duty and tax to the carrier."),
    "correct_address": _("The buyer is asked for the right address; tell it to the carrier."),
    "ask_buyer": _("Ask the buyer why."),
    "tell_new_window": _("Tell the buyer the new time of arrival."),
    "answer_customs": _("Ask customs what is missing and answer."),
    "send_documents": _("Send the missing papers."),
    "settle_duty": _("Settle the duty with the carrier or the buyer."),
    "return_and_refund": _("Have it returned and refund the buyer."),
    "receive_and_refund": _("Receive it and refund the buyer; a replacement is ordered anew."),
    "book_again": _("Book the parcel again."),
}

_FATES: Final = {"returned": _("sent back"), "destroyed": _("destroyed")}

# What orders may have in common (``domain.linked_orders``).
_LINKS: Final = {
    "identity": _("identity number"),
    "account": _("account"),
    "email": _("mail address"),
    "phone": _("phone number"),
    "door": _("door"),
}

# Why a number that was to be told to a channel may not be (``domain.channels.policy``).
_BREACHES: Final = {
    "borne_number": _("the number is void, or not this parcel's any more"),
    "true_origin": _("the goods ship from elsewhere than their listing says"),
    "not_domestic": _("the listing offers as domestic what crosses a border"),
    "local_number": _("the channel takes no local number yet"),
}

CODES: Final = {
    "status": _TRACKING, "why": _REASONS, "reason": _REASONS, "remedy": _REMEDIES, "choice": CHOICES,
    "choices": CHOICES, "problem": PROBLEMS_REPORTED, "fate": _FATES, "links": _LINKS, "carrier": CARRIERS,
    "breaches": _BREACHES, "resolution": dict(zip(RESOLUTIONS, RESOLUTIONS, strict=True)),
}  # fmt: skip
