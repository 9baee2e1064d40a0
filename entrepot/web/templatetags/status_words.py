"""The common words and colours of states, so that one state looks alike on every surface.

The states are those of ``domain.lifecycles``, of clearance and of tracking; a page may give its own word.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_STATES: Final[dict[str, dict[str, str | Promise]]] = {
    "neutral": {
        "draft": _("Draft"),
        "created": _("Created"),
        "open": _("Open"),
        "to_pick": _("To pick"),
        "free": _("Free"),
        "void": _("Void"),
        "cancelled": _("Cancelled"),
        "withdrawn": _("Withdrawn"),
        "expired": _("Expired"),
        "not_needed": _("Not needed"),
        "unknown": _("Unknown"),
        "inactive": _("Not for sale"),
        "none": _("Not classified"),
    },
    "info": {
        "confirmed": _("Confirmed"),
        "in_fulfilment": _("Being prepared"),
        "sent": _("Sent"),
        "accepted": _("Accepted"),
        "committed": _("Reserved"),
        "picking": _("Being picked"),
        "packed": _("Packed"),
        "dispatched": _("Dispatched"),
        "shipped": _("Shipped"),
        "in_progress": _("In progress"),
        "announced": _("Announced"),
        "arrived": _("Arrived"),
        "departed": _("Departed"),
        "given": _("Given out"),
        "bagged": _("In a bag"),
        "pulled_off": _("Pulled off"),
        "receiving": _("Being received"),
        "counting": _("Being counted"),
        "info_received": _("Announced to the carrier"),
        "in_transit": _("In transit"),
        "out_for_delivery": _("Out for delivery"),
        "available_for_pickup": _("Ready for pick-up"),
        "medium": _("Probable"),
    },
    "wait": {
        "awaiting_payment": _("Awaiting payment"),
        "pending": _("Pending"),
        "queued": _("Waiting to be sent"),
        "proposed": _("Proposed"),
        "requested": _("Requested"),
        "query": _("Question from customs"),
        "inspection": _("Under inspection"),
        "held": _("Held"),
        "attempt_fail": _("Delivery attempted"),
        "at_risk": _("May be late"),
        "stale": _("Out of date"),
        "unclassified": _("Not classified"),
        "low_stock": _("Low stock"),
    },
    "ok": {
        "captured": _("Paid"),
        "paid": _("Paid"),
        "refunded": _("Refunded"),
        "released": _("Released"),
        "delivered": _("Delivered"),
        "completed": _("Completed"),
        "resolved": _("Resolved"),
        "deconsolidated": _("Taken apart"),
        "expected": _("Whole"),
        "closed": _("Closed"),
        "approved": _("Approved"),
        "active": _("For sale"),
        "in_stock": _("In stock"),
        "healthy": _("Healthy"),
        "high": _("Certain"),
    },
    "bad": {
        "failed": _("Failed"),
        "refused": _("Refused"),
        "rejected": _("Rejected"),
        "returned": _("Returned"),
        "exception": _("Needs attention"),
        "out_of_stock": _("Out of stock"),
        "overdue": _("Overdue"),
        "will_break": _("Running late"),
        "prohibited": _("Prohibited"),
        "lost": _("Lost"),
        "unexpected": _("Not expected"),
        "missing": _("Missing"),
        "damaged": _("Damaged"),
        "returned_to_sender": _("Returned to sender"),
    },
}

KIND_OF_STATUS: Final = {status: kind for kind, states in _STATES.items() for status in states}
WORD_OF_STATUS: Final = {status: word for states in _STATES.values() for status, word in states.items()}
